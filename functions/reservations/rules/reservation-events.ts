/** What a change of a reservation is to others: an event. Pure. */

import type { EventData } from "#contract/events.ts";
import { type EncoreEvent, newEvent } from "#functions/events/rules/event.ts";
import type { ReservationChange } from "#functions/reservations/handlers/on-reservation-change.ts";
import { namedSeats } from "#functions/seats/rules/seat-layout.ts";
import { isoTime } from "#functions/shared/time.ts";

/** Won, for seats that the reservation has or had. */
const priceOf = ({ reservation, seatIds }: ReservationChange): number =>
  namedSeats(seatIds, reservation.prices).reduce((sum, { price }) => sum + price, 0);

/**
 * The event of a change. Its id follows from the change alone: a reservation gets each status once, is extended to a
 * time once, and gives a seat back once.
 */
export const eventOf = (change: ReservationChange): EncoreEvent => {
  const { reservation, seatIds, at, isExtension } = change;
  const { reservationId, userId, concertId, performanceId, status } = reservation;
  const data: EventData<"reservation.released"> = {
    reservationId,
    userId,
    concertId,
    performanceId,
    seatIds: [...seatIds],
    amount: priceOf(change),
  };
  const expiresAt = isoTime(reservation.expiresAt);
  const paymentId = reservation.paymentId ?? "";
  // A paid reservation that gave some of its seats back is told as a cancellation of these.
  const isPartial = status === "PAID" && seatIds.some((seatId) => !reservation.seatIds.includes(seatId));

  if (isPartial || status === "CANCELLED") {
    const cancelled = { ...data, paymentId, remainingSeatIds: isPartial ? [...reservation.seatIds] : [] };
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
      return newEvent("reservation.released", [reservationId], at, data);
    case "EXPIRED":
      return newEvent("reservation.expired", [reservationId], at, { ...data, expiresAt });
  }
};
