/** The use case of extending a hold. */

import { findPerformanceDate } from "#functions/catalog/catalog-store.ts";
import { refuseCalledOff } from "#functions/catalog/refuse-called-off.ts";
import { saleNotOpen } from "#functions/catalog/rules/sale-phase.ts";
import { markExtended, readReservation } from "#functions/reservations/reservation-store.ts";
import { type ExtensionOffer, extendedEnd, holdEndOf, isOffered } from "#functions/reservations/rules/extension.ts";
import { extensionsOf, type Reservation, requireHeld } from "#functions/reservations/rules/reservation.ts";
import { extendSeat } from "#functions/seats/seat-store.ts";
import { Problem } from "#functions/shared/problem.ts";
import { AGAIN_AT_ONCE, retryOnConflict } from "#functions/shared/retry-on-conflict.ts";
import { isoTime, type Seconds, systemClock } from "#functions/shared/time.ts";
import { transact } from "#functions/shared/transaction.ts";

const TRIES_MAX = 3;

/**
 * Extends a hold and its seats in one transaction. The reservation and each of its seats expire at the same moment (S3),
 * and none lasts beyond the close of sales because of it (S8).
 * @param from the end that is to be moved. If the hold ends at another time by now, it is returned as it is, so a repeat
 * extends nothing twice. Without it, only a hold that was never extended is
 * @throws Problem RESERVATION_NOT_FOUND, RESERVATION_NOT_HELD, HOLD_EXPIRED, SALE_NOT_OPEN, PERFORMANCE_CALLED_OFF,
 * EXTENSION_NOT_OFFERED or REQUEST_IN_PROGRESS
 */
export const extendHold = (
  request: { readonly reservationId: string; readonly userId: string; readonly from?: Seconds | undefined },
  offer: ExtensionOffer,
): Promise<Reservation> => retryOnConflict(TRIES_MAX, () => tryToExtend(request, offer));

const tryToExtend = async (
  { reservationId, userId, from }: Parameters<typeof extendHold>[0],
  offer: ExtensionOffer,
): Promise<Reservation | typeof AGAIN_AT_ONCE> => {
  const now = systemClock();
  const reservation = await readReservation(reservationId);
  if (reservation?.userId !== userId) throw new Problem("RESERVATION_NOT_FOUND");
  await requireStillHeld(reservation, now);
  const extensions = extensionsOf(reservation);
  if (from === undefined ? extensions > 0 : from !== reservation.expiresAt) return reservation;
  const { performanceId, seatIds, expiresAt } = reservation;
  const to = await newEnd(reservation, offer, now);
  const extension = { at: now, from: reservation.extension?.from ?? expiresAt, count: extensions + 1 };
  const outcome = await transact([
    markExtended(reservation, { to, extension }),
    ...seatIds.map((seatId) => extendSeat({ performanceId, seatId, reservationId, expiresAt: to })),
  ]);
  // A contended transaction has backed off already.
  return outcome.kind === "committed" ? { ...reservation, expiresAt: to, extension } : AGAIN_AT_ONCE;
};

/** @throws Problem if the hold can get no more time */
const newEnd = async (reservation: Reservation, offer: ExtensionOffer, now: Seconds): Promise<Seconds> => {
  const { performanceId, expiresAt } = reservation;
  const end = holdEndOf(reservation);
  const notOffered = (): Problem => new Problem("EXTENSION_NOT_OFFERED", { expiresAt: isoTime(expiresAt) });
  if (!isOffered(end, offer)) throw notOffered();
  const performance = await findPerformanceDate(performanceId);
  if (performance === undefined) throw new Error(`There is no performance ${performanceId}.`);
  const to = extendedEnd(end, offer, performance, now);
  if (to === "SALE_NOT_OPEN") throw saleNotOpen(performance);
  if (to === "NOT_OFFERED") throw notOffered();
  return to;
};

const requireStillHeld = async (reservation: Reservation, now: Seconds): Promise<void> => {
  if (reservation.organiserAct !== undefined) await refuseCalledOff(reservation.performanceId, { consistent: true });
  requireHeld(reservation, now);
};
