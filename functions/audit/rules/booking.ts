/** What belongs together of a sale: a reservation with its payment. Pure. */
import type { Entry } from "#functions/balance/rules/ledger.ts";
import { type Payment, reservationIdOf } from "#functions/payments/rules/payment.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import { namedSeats } from "#functions/seats/rules/seat-layout.ts";

export interface Booking {
  readonly reservation: Reservation;
  readonly payment: Payment | undefined;
}

/** Bookings by reservation id. */
export type Bookings = ReadonlyMap<string, Booking>;

export const priceOf = (seatIds: readonly string[], { prices }: Reservation): number =>
  namedSeats(seatIds, prices).reduce((sum, { price }) => sum + price, 0);

/** The booking that an entry pays or refunds; undefined for a top-up, and for one of nothing that is known. */
export const bookingOf = (bookings: Bookings): ((entry: Entry) => Booking | undefined) => {
  const byRefund = new Map(
    [...bookings.values()].flatMap((booking) =>
      (booking.payment?.refunds ?? []).map(({ refundId }) => [refundId, booking] as const),
    ),
  );
  return ({ kind, reference }) => {
    if (kind === "PAYMENT") return bookings.get(reservationIdOf(reference) ?? "");
    return kind === "REFUND" ? byRefund.get(reference) : undefined;
  };
};
