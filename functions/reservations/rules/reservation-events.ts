/** The event that a change of a reservation is published as. Pure. */

import type { EventData } from "#contract/events.ts";
import { type EncoreEvent, newEvent } from "#functions/events/rules/event.ts";
import type { ReservationChange } from "#functions/reservations/rules/reservation-change.ts";
import { amountOf, type LabelOf, ratedSeats } from "#functions/reservations/rules/seat-rates.ts";
import { isoTime } from "#functions/shared/time.ts";

/**
 * The event of a change. Its id follows from the change alone: a reservation gets each status once, is extended to a
 * time once, and gives a seat back once.
 */
export const eventOf = (change: ReservationChange, labelOf: LabelOf): EncoreEvent => {
  const { reservation, seatIds, at, isExtension } = change;
  const { reservationId, userId, concertId, performanceId, status } = reservation;
  const data: EventData<"reservation.released"> = {
    reservationId,
    userId,
    concertId,
    performanceId,
    seatIds: [...seatIds],
    seats: [...ratedSeats(seatIds, reservation, labelOf)],
    amount: amountOf(seatIds, reservation),
  };
  const { organiserAct } = reservation;
  const act = organiserAct === undefined ? {} : { organiserAct };
  const expiresAt = isoTime(reservation.expiresAt);
  const paymentId = reservation.paymentId ?? "";
  // When a paid reservation gives some of its seats back, the event is a cancellation of these.
  const isPartial = status === "PAID" && seatIds.some((seatId) => !reservation.seatIds.includes(seatId));

  if (isPartial || status === "CANCELLED") {
    const { lastRefund: refund } = reservation;
    const remainingSeatIds = isPartial ? [...reservation.seatIds] : [];
    const cancelled = { ...data, ...act, paymentId, ...(refund && { refund }), remainingSeatIds };
    return newEvent("reservation.cancelled", [reservationId, ...seatIds.toSorted()], at, cancelled);
  }
  switch (status) {
    case "HELD":
      return isExtension
        ? newEvent("reservation.extended", [reservationId, expiresAt], at, { ...data, expiresAt })
        : newEvent("reservation.held", [reservationId], at, { ...data, expiresAt });
    case "PAID":
      return newEvent("reservation.paid", [reservationId], at, { ...data, paymentId });
    case "RELEASED":
      return newEvent("reservation.released", [reservationId], at, { ...data, ...act });
    case "EXPIRED":
      return newEvent("reservation.expired", [reservationId], at, { ...data, expiresAt });
  }
};
