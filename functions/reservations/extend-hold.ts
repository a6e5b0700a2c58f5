/** The use case of extending a hold. */

import { findPerformance } from "#functions/catalog/catalog-store.ts";
import { saleNotOpen, salePhase } from "#functions/catalog/rules/sale-phase.ts";
import { markExtended, readReservation } from "#functions/reservations/reservation-store.ts";
import { type Reservation, requireHeld } from "#functions/reservations/rules/reservation.ts";
import { extendSeat } from "#functions/seats/seat-store.ts";
import { Problem } from "#functions/shared/problem.ts";
import { AGAIN_AT_ONCE, retryOnConflict } from "#functions/shared/retry-on-conflict.ts";
import { isoTime, type Seconds, systemClock } from "#functions/shared/time.ts";
import { transact } from "#functions/shared/transaction.ts";

const TRIES_MAX = 3;

/**
 * Extends a hold and its seats in one transaction, once: a repeat returns the hold as the first call left it. The
 * reservation and each of its seats expire at the same moment (S3), and none lasts beyond the close of sales because of
 * it, however late the write arrives (S8).
 * @param extensionSeconds 0: the stage offers no extension
 * @throws Problem RESERVATION_NOT_FOUND, RESERVATION_NOT_HELD, HOLD_EXPIRED, SALE_NOT_OPEN,
 * EXTENSION_NOT_OFFERED or REQUEST_IN_PROGRESS
 */
export const extendHold = (reservationId: string, userId: string, extensionSeconds: Seconds): Promise<Reservation> =>
  retryOnConflict(TRIES_MAX, () => tryToExtend(reservationId, userId, extensionSeconds));

const tryToExtend = async (
  reservationId: string,
  userId: string,
  extensionSeconds: Seconds,
): Promise<Reservation | typeof AGAIN_AT_ONCE> => {
  const now = systemClock();
  const reservation = await readReservation(reservationId);
  if (reservation?.userId !== userId) throw new Problem("RESERVATION_NOT_FOUND");
  requireHeld(reservation, now);
  if (reservation.extension !== undefined) return reservation;
  const { performanceId, seatIds, expiresAt: from } = reservation;
  const to = await extendedEnd(reservation, extensionSeconds, now);
  const outcome = await transact([
    markExtended(reservationId, { at: now, from, to }),
    ...seatIds.map((seatId) => extendSeat({ performanceId, seatId, reservationId, expiresAt: to })),
  ]);
  // A contended transaction has backed off already.
  return outcome.kind === "committed" ? { ...reservation, expiresAt: to, extension: { at: now, from } } : AGAIN_AT_ONCE;
};

/** @throws Problem if the hold can get no more time */
const extendedEnd = async (
  { performanceId, expiresAt }: Reservation,
  extensionSeconds: Seconds,
  now: Seconds,
): Promise<Seconds> => {
  const notOffered = (): Problem => new Problem("EXTENSION_NOT_OFFERED", { expiresAt: isoTime(expiresAt) });
  if (extensionSeconds === 0) throw notOffered();
  const performance = await findPerformance(performanceId);
  if (performance === undefined) throw new Error(`There is no performance ${performanceId}.`);
  const { extendableTo } = salePhase(performance, now);
  if (extendableTo === undefined) throw saleNotOpen(performance);
  const to = Math.min(expiresAt + extensionSeconds, extendableTo);
  if (to <= expiresAt) throw notOffered();
  return to;
};
