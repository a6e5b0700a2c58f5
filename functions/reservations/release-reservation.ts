/** The use case of releasing a hold before it is paid. */

import { seatsGivenBack } from "#functions/reservations/end-hold.ts";
import { markReleased, readReservation } from "#functions/reservations/reservation-store.ts";
import { type CoolDown, isReleasedLate } from "#functions/reservations/rules/cool-down.ts";
import { statusAt } from "#functions/reservations/rules/reservation.ts";
import { releaseSeat } from "#functions/seats/seat-store.ts";
import { Problem } from "#functions/shared/problem.ts";
import { AGAIN_AT_ONCE, retryOnConflict } from "#functions/shared/retry-on-conflict.ts";
import { systemClock } from "#functions/shared/time.ts";
import { transact } from "#functions/shared/transaction.ts";

const TRIES_MAX = 3;

/**
 * Releases a hold, its seats and the user's limit in one transaction (S5). A release in the last part of a hold counts
 * towards a cool-down like an expiry.
 * @throws Problem RESERVATION_NOT_FOUND, RESERVATION_NOT_HELD or REQUEST_IN_PROGRESS
 */
export const releaseReservation = async (reservationId: string, userId: string, coolDown: CoolDown): Promise<void> => {
  await retryOnConflict(TRIES_MAX, () => tryToRelease(reservationId, userId, coolDown));
};

const tryToRelease = async (
  reservationId: string,
  userId: string,
  coolDown: CoolDown,
): Promise<"released" | typeof AGAIN_AT_ONCE> => {
  const now = systemClock();
  const reservation = await readReservation(reservationId);
  if (reservation?.userId !== userId) throw new Problem("RESERVATION_NOT_FOUND");
  const status = statusAt(reservation, now);
  if (status !== "HELD") throw new Problem("RESERVATION_NOT_HELD", { reservationStatus: status });

  const { performanceId, seatIds } = reservation;
  const outcome = await transact([
    markReleased(reservationId, now),
    seatsGivenBack(reservation, now, isReleasedLate(reservation, now) ? { at: now, coolDown } : undefined),
    ...seatIds.map((seatId) => releaseSeat(performanceId, seatId, reservationId)),
  ]);
  // A contended transaction has backed off already.
  return outcome.kind === "committed" ? "released" : AGAIN_AT_ONCE;
};
