/** The end of a hold that was not paid: what its expiry and its release have in common. */

import { countEndedSeats } from "#functions/queue/place-store.ts";
import { markExpired } from "#functions/reservations/reservation-store.ts";
import type { CoolDown } from "#functions/reservations/rules/cool-down.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import { freeSeat } from "#functions/seats/seat-store.ts";
import { Problem } from "#functions/shared/problem.ts";
import type { Seconds } from "#functions/shared/time.ts";
import { type Part, transact } from "#functions/shared/transaction.ts";

/**
 * The part that gives the seats back to the user's limit.
 * @param expiry for a hold that counts towards a cool-down: when it ended
 */
export const seatsGivenBack = (
  reservation: Reservation,
  endedAt: Seconds,
  expiry?: { readonly at: Seconds; readonly coolDown: CoolDown },
): Part =>
  countEndedSeats({
    concertId: reservation.concertId,
    userId: reservation.userId,
    performanceId: reservation.performanceId,
    seatIds: reservation.seatIds,
    endedAt,
    ...(expiry && { expiry }),
  });

/**
 * Ends an expired hold: first the status and the limit in one transaction, so exactly once; then the seats, each only
 * if it still belongs to this reservation, so any number of times.
 * @returns false if the reservation was no longer held
 * @throws Problem REQUEST_IN_PROGRESS if others kept changing it
 */
export const endExpiredHold = async (reservation: Reservation, now: Seconds, coolDown: CoolDown): Promise<boolean> => {
  const outcome = await transact([
    markExpired(reservation.reservationId, now),
    seatsGivenBack(reservation, now, { at: reservation.expiresAt, coolDown }),
  ]);
  if (outcome.kind === "contended") throw new Problem("REQUEST_IN_PROGRESS");
  if (outcome.kind === "refused") return false;
  await freeSeats(reservation);
  return true;
};

export const freeSeats = async (reservation: Reservation): Promise<void> => {
  await Promise.all(
    reservation.seatIds.map((seatId) => freeSeat(reservation.performanceId, seatId, reservation.reservationId)),
  );
};
