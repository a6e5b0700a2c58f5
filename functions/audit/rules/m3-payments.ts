/** M3: a paid reservation has exactly one payment, one debit and one receipt; one that is not paid has none. Pure. */
import type { FindingCode } from "#contract/audit.ts";
import {
  type AuditedPayment,
  type AuditedRefund,
  type Booking,
  type Bookings,
  refundedPriceOf,
} from "#functions/audit/rules/booking.ts";
import { entryItem, type Finding, finding, paymentItem, reservationItem } from "#functions/audit/rules/finding.ts";
import { entryFindings } from "#functions/audit/rules/ledger-entry-match.ts";
import type { Ledger } from "#functions/audit/rules/m1-ledger.ts";
import { paymentIdOf, receiptNumberOf, reservationIdOf } from "#functions/payments/rules/payment.ts";
import { boughtSeatIds, type Reservation } from "#functions/reservations/rules/reservation.ts";
import { amountOf, bookingFeesOf, priceOf } from "#functions/reservations/rules/seat-rates.ts";

const wasPaid = ({ status }: Reservation): boolean => status === "PAID" || status === "CANCELLED";

/** Compares a booking with the ledger of its user. */
export const paymentFindings = ({ reservation, payment }: Booking, ledger: Ledger): readonly Finding[] => {
  const { reservationId, status } = reservation;
  const paymentId = paymentIdOf(reservationId);
  const debits = ledger.entries.filter(({ kind, reference }) => kind === "PAYMENT" && reference === paymentId);
  const named = [
    reservationItem(reservationId),
    paymentItem(paymentId),
    ...debits.map(({ seq }) => entryItem(ledger.userId, seq)),
  ];
  const say = (code: FindingCode, what: string) =>
    finding(code, `Reservation ${reservationId}, ${status}, ${what}.`, named);
  const amount = amountFindings(reservation);
  if (payment === undefined) {
    if (wasPaid(reservation)) return [say("PAYMENT_MISSING", "has no payment"), ...amount];
    if (debits.length > 0) return [say("DEBIT_UNEXPECTED", "is debited and has no payment"), ...amount];
    return amount;
  }
  return [
    ...(wasPaid(reservation) ? [] : [say("PAYMENT_UNEXPECTED", "has a payment")]),
    ...(wasPaid(reservation) && reservation.paymentId !== payment.paymentId
      ? [say("PAYMENT_DIFFERS", `names payment ${reservation.paymentId} and has ${payment.paymentId}`)]
      : []),
    ...(hasReceipt(payment) ? [] : [say("RECEIPT_MISSING", "has a payment without its signed receipt")]),
    ...amount,
    ...paidAmountFindings(reservation, payment),
    ...entryFindings(ledger, debits, debitOf(reservation, payment), "DEBIT", say),
    ...payment.refunds.flatMap((refund, index) =>
      refundFindings(reservation, { refund, soFar: payment.refunds.slice(0, index + 1) }, ledger),
    ),
    ...returnedFindings(reservation, payment),
  ];
};

/** The ledger entry that a payment expects. What was paid is more than the price of the seats: their booking fees. */
const debitOf = (reservation: Reservation, { amount, balanceAfter, entrySeq, paidAt }: AuditedPayment) => ({
  amount: 0 - amount,
  bookingFees: bookingFeesOf(boughtSeatIds(reservation), reservation),
  balanceAfter,
  entrySeq,
  at: paidAt,
});

/** The signature itself is checked by `npm run verify-receipt`. */
const hasReceipt = ({ paymentId, receiptNumber, paidAt, signature }: AuditedPayment): boolean =>
  receiptNumber === receiptNumberOf(paymentId, paidAt) &&
  [signature?.issuer, signature?.kid, signature?.value].every((text) => text !== undefined && text !== "");

/** A refund, and all refunds of the payment up to it. */
interface RefundInOrder {
  readonly refund: AuditedRefund;
  readonly soFar: readonly AuditedRefund[];
}

const refundFindings = (reservation: Reservation, inOrder: RefundInOrder, ledger: Ledger): readonly Finding[] => {
  const { reservationId } = reservation;
  const { refund } = inOrder;
  const found = ledger.entries.filter(({ kind, reference }) => kind === "REFUND" && reference === refund.refundId);
  const say = (code: FindingCode, what: string) =>
    finding(code, `Refund ${refund.refundId} of reservation ${reservationId} ${what}.`, [
      reservationItem(reservationId),
      paymentItem(paymentIdOf(reservationId)),
      ...found.map(({ seq }) => entryItem(ledger.userId, seq)),
    ]);
  return [
    ...refundAmountFindings(reservation, inOrder, say),
    ...entryFindings(ledger, found, creditOf(refund), "REFUND", say),
  ];
};

/** The ledger entry that a refund expects. */
const creditOf = ({ bookingFees = 0, refundedAt, ...refund }: AuditedRefund) => ({
  ...refund,
  bookingFees: 0 - bookingFees,
  at: refundedAt,
});

/**
 * A refund and what it keeps are the price of its seats. All refunds so far have refunded no more booking fees than were
 * paid for their seats, and have kept no more than the price of these: one may refund what others before have kept.
 */
const refundAmountFindings = (
  reservation: Reservation,
  { refund, soFar }: RefundInOrder,
  say: (code: FindingCode, what: string) => Finding,
): readonly Finding[] => {
  const { seatIds, amount, bookingFees = 0, cancellationFees = 0 } = refund;
  const price = priceOf(seatIds, reservation);
  if (areFeesWithin(reservation, soFar) && refundedPriceOf(refund) === price) return [];
  const paidFees = bookingFeesOf(seatIds, reservation);
  const hasFees = bookingFees !== 0 || cancellationFees !== 0;
  const split = hasFees ? ` with booking fees of ${bookingFees} refunded and ${cancellationFees} kept` : "";
  const cost = `its seats cost ${price}${paidFees === 0 ? "" : ` and booking fees of ${paidFees}`}`;
  return [say("AMOUNT_DIFFERS", `is ${amount} won${split}, and ${cost}`)];
};

const areFeesWithin = (reservation: Reservation, refunds: readonly AuditedRefund[]): boolean => {
  const seatIds = refunds.flatMap((refund) => refund.seatIds);
  const isWithin = (value: number, most: number): boolean => value >= 0 && value <= most;
  return (
    isWithin(
      refunds.reduce((sum, { bookingFees = 0 }) => sum + bookingFees, 0),
      bookingFeesOf(seatIds, reservation),
    ) &&
    isWithin(
      refunds.reduce((sum, { cancellationFees = 0 }) => sum + cancellationFees, 0),
      priceOf(seatIds, reservation),
    )
  );
};

/** The refunds name the seats that the reservation has given back, each once. */
const returnedFindings = (reservation: Reservation, { refunds }: AuditedPayment): readonly Finding[] => {
  const { reservationId, status, seatIds, returnedSeatIds } = reservation;
  const returned = status === "CANCELLED" ? [...seatIds, ...returnedSeatIds] : returnedSeatIds;
  const text = (seats: readonly string[]): string => seats.toSorted().join(", ") || "none";
  const refunded = text(refunds.flatMap((refund) => refund.seatIds));
  if (refunded === text(returned)) return [];
  return [
    finding(
      "REFUND_DIFFERS",
      `Reservation ${reservationId}, ${status}, has given back seats ${text(returned)}, ` +
        `and its refunds name ${refunded}.`,
      [reservationItem(reservationId), paymentItem(paymentIdOf(reservationId))],
    ),
  ];
};

const amountFindings = (reservation: Reservation): readonly Finding[] => {
  const { reservationId, seatIds, amount } = reservation;
  const price = amountOf(seatIds, reservation);
  if (amount === price) return [];
  const message = `Reservation ${reservationId} has an amount of ${amount} won, and its seats cost ${price}.`;
  return [finding("AMOUNT_DIFFERS", message, [reservationItem(reservationId)])];
};

const paidAmountFindings = (reservation: Reservation, payment: AuditedPayment): readonly Finding[] => {
  const price = amountOf(boughtSeatIds(reservation), reservation);
  return payment.amount === price
    ? []
    : [
        finding(
          "AMOUNT_DIFFERS",
          `Payment ${payment.paymentId} is ${payment.amount} won, and the seats bought cost ${price}.`,
          [reservationItem(reservation.reservationId), paymentItem(payment.paymentId)],
        ),
      ];
};

/** The debits of a ledger that no booking of the user explains; paymentFindings reports those without a payment. */
export const unexplainedDebits = ({ userId, entries }: Ledger, bookings: Bookings): readonly Finding[] =>
  entries
    .filter(({ kind }) => kind === "PAYMENT")
    .flatMap(({ seq, reference, amount }) => {
      const booking = bookings.get(reservationIdOf(reference) ?? "");
      if (booking?.reservation.userId === userId) return [];
      const whose = booking ? `is of user ${booking.reservation.userId}` : "does not exist";
      return finding(
        "DEBIT_UNEXPECTED",
        `Entry ${seq} of user ${userId} takes ${-amount} won for payment ${reference}, whose reservation ${whose}.`,
        [entryItem(userId, seq), paymentItem(reference)],
      );
    });
