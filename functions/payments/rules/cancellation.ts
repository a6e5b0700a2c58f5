/** What cancelling seats of a reservation refunds, and whether it is possible. Pure. */
import { cancellableUntil, type RefundAmounts, refundOf, stepAt } from "#functions/payments/rules/refund-rule.ts";
import { type Reservation, refundTerms, statusAt } from "#functions/reservations/rules/reservation.ts";
import { rateOfSeat } from "#functions/reservations/rules/seat-rates.ts";
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

/** The sums of a quote as callers see them. */
export const quoteSums = ({ price, bookingFees, cancellationFees, amount, holdsUntil }: CancellationQuote) => ({
  price,
  bookingFees,
  cancellationFees,
  amount,
  holdsUntil: isoTime(holdsUntil),
});
