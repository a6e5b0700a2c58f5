/** What cancelling seats of a reservation refunds, and whether it is possible. Pure. */
import type { Payment, Refund } from "#functions/payments/rules/payment.ts";
import { cancellableUntil, type RefundAmounts, refundOf, stepAt } from "#functions/payments/rules/refund-rule.ts";
import { boughtSeatIds, type Reservation, refundTerms, statusAt } from "#functions/reservations/rules/reservation.ts";
import { bookingFeesOf, priceOf, rateOfSeat } from "#functions/reservations/rules/seat-rates.ts";
import { Problem } from "#functions/shared/problem.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";

export interface CancellationQuote extends RefundAmounts {
  readonly seatIds: readonly string[];
  /** Until then the same seats are refunded the same. */
  readonly holdsUntil: Seconds;
}

/**
 * Quotes the refund of some seats, or of all that the reservation has.
 * @throws Problem RESERVATION_NOT_PAID, CANCELLATION_CLOSED if it is too late, or SEAT_NOT_FOUND
 */
export const quoteFor = (
  reservation: Reservation,
  seatIds: readonly string[] = reservation.seatIds,
  now: Seconds,
): CancellationQuote => {
  const status = statusAt(reservation, now);
  if (status !== "PAID") throw new Problem("RESERVATION_NOT_PAID", { reservationStatus: status });
  const terms = refundTerms(reservation, now);
  const step = stepAt(terms, now);
  if (step === undefined) {
    throw new Problem("CANCELLATION_CLOSED", { cancellableUntil: isoTime(cancellableUntil(terms)) });
  }
  const unknown = seatIds.filter((seatId) => !reservation.seatIds.includes(seatId));
  if (unknown.length > 0) throw new Problem("SEAT_NOT_FOUND", { seatIds: unknown });
  const seats = seatIds.map((seatId) => rateOfSeat(reservation, seatId));
  return { seatIds, ...refundOf(seats, step), holdsUntil: step.until };
};

/**
 * The refund of all that was paid for some seats, whatever the refund rule says. With the last seat, what earlier
 * refunds have kept is refunded too, so that everything has been.
 */
export const fullRefundOf = (
  reservation: Reservation,
  { refunds }: Pick<Payment, "refunds">,
  seatIds: readonly string[],
): RefundAmounts => {
  const isLast = reservation.seatIds.every((seatId) => seatIds.includes(seatId));
  const feesOfSeats = bookingFeesOf(isLast ? boughtSeatIds(reservation) : seatIds, reservation);
  const total = (amountOfRefund: (refund: Refund) => number): number =>
    isLast ? refunds.reduce((sum, refund) => sum + amountOfRefund(refund), 0) : 0;
  const price = priceOf(seatIds, reservation);
  const bookingFees = feesOfSeats - total((refund) => refund.bookingFees ?? 0);
  const cancellationFees = 0 - total((refund) => refund.cancellationFees ?? 0);
  return { price, bookingFees, cancellationFees, amount: price - cancellationFees + bookingFees };
};

/** The sums of a quote as callers see them. */
export const quoteSums = ({ price, bookingFees, cancellationFees, amount, holdsUntil }: CancellationQuote) => ({
  price,
  bookingFees,
  cancellationFees,
  amount,
  holdsUntil: isoTime(holdsUntil),
});
