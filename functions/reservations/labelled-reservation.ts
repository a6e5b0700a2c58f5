import { labelsOf } from "#functions/charts/seat-labels.ts";
import { everySeatId, type Reservation, reservationResponse } from "#functions/reservations/rules/reservation.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** A reservation as callers see it, with the printed labels of its seats. */
export const labelledReservation = async (reservation: Reservation, now: Seconds) =>
  reservationResponse(reservation, now, await labelsOf(reservation.chartId, everySeatId(reservation)));
