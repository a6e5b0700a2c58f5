import { findPerformanceDate } from "#functions/catalog/catalog-store.ts";
import { labelsOf } from "#functions/charts/seat-labels.ts";
import { type ExtensionOffer, extensionsLeft, holdEndOf, isOffered } from "#functions/reservations/rules/extension.ts";
import {
  everySeatId,
  type Reservation,
  reservationResponse,
  statusAt,
} from "#functions/reservations/rules/reservation.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** A reservation as callers see it, with the printed labels of its seats and the extensions that it has left. */
export const labelledReservation = async (reservation: Reservation, offer: ExtensionOffer, now: Seconds) => ({
  ...reservationResponse(reservation, now, await labelsOf(reservation.chartId, everySeatId(reservation))),
  extensionsLeft: await leftOf(reservation, offer, now),
});

/** The performance is read only for a hold that may have an extension left, and once in two seconds. */
const leftOf = async (reservation: Reservation, offer: ExtensionOffer, now: Seconds): Promise<number> => {
  if (statusAt(reservation, now) !== "HELD" || !isOffered(holdEndOf(reservation), offer)) return 0;
  const performance = await findPerformanceDate(reservation.performanceId);
  return performance === undefined ? 0 : extensionsLeft(reservation, offer, performance, now);
};
