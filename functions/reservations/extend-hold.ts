/** The use case of making a hold last longer. */

import { extendReservation, readReservation } from "#functions/reservations/reservation-store.ts";
import { type Reservation, statusAt } from "#functions/reservations/rules/reservation.ts";
import { extendSeat } from "#functions/seats/seat-store.ts";
import { Problem } from "#functions/shared/problem.ts";
import { isoTime, type Seconds, systemClock } from "#functions/shared/time.ts";
import { transact } from "#functions/shared/transaction.ts";

/** A reservation that changes while it is being extended is read again. */
const TRIES_MAX = 3;

/**
 * Makes a hold and its seats last longer, in one transaction and once: a repeat gets the hold as the first call left
 * it. Its time is over at the same moment for the reservation and for each seat (S3).
 * @param extensionSeconds 0: the stage offers no extension
 * @throws Problem RESERVATION_NOT_FOUND, RESERVATION_NOT_HELD, HOLD_EXPIRED, EXTENSION_NOT_OFFERED or
 * REQUEST_IN_PROGRESS
 */
export const extendHold = async (
  reservationId: string,
  userId: string,
  extensionSeconds: Seconds,
): Promise<Reservation> => {
  for (let attempt = 0; attempt < TRIES_MAX; attempt += 1) {
    const now = systemClock();
    const reservation = await readReservation(reservationId);
    if (reservation?.userId !== userId) throw new Problem("RESERVATION_NOT_FOUND");
    requireHeld(reservation, now);
    if (reservation.extension !== undefined) return reservation;
    const { performanceId, seatIds, expiresAt: from } = reservation;
    if (extensionSeconds === 0) throw new Problem("EXTENSION_NOT_OFFERED", { expiresAt: isoTime(from) });
    const to = from + extensionSeconds;
    const outcome = await transact([
      extendReservation(reservationId, { at: now, from, to }),
      ...seatIds.map((seatId) => extendSeat({ performanceId, seatId, reservationId, expiresAt: to })),
    ]);
    if (outcome.kind === "committed") return { ...reservation, expiresAt: to, extension: { at: now, from } };
  }
  throw new Problem("REQUEST_IN_PROGRESS");
};

const requireHeld = (reservation: Reservation, now: Seconds): void => {
  const status = statusAt(reservation, now);
  if (status === "EXPIRED") throw new Problem("HOLD_EXPIRED");
  if (status !== "HELD") throw new Problem("RESERVATION_NOT_HELD", { reservationStatus: status });
};
