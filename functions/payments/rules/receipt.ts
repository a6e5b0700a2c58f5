/** Payment and receipt (전표). Pure. */
import { createHash } from "node:crypto";
import { QR_PREFIX, type ReceiptSignature, signedReceipt } from "#functions/payments/rules/signed-receipt.ts";
import { boughtSeats, type Reservation } from "#functions/reservations/rules/reservation.ts";
import { namedSeats } from "#functions/seats/rules/seat-layout.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";

/** Seats given back, and the money for them. */
export interface Refund {
  readonly refundId: string;
  readonly seatIds: readonly string[];
  /** Won. */
  readonly amount: number;
  readonly balanceAfter: number;
  /** The ledger entry that gave the money back. */
  readonly entrySeq: number;
  readonly refundedAt: Seconds;
  /** Which idempotency key it was asked for with, and the fingerprint of what was asked. */
  readonly keyHash: string;
  readonly request: string;
}

export interface Payment {
  readonly paymentId: string;
  readonly receiptNumber: string;
  /** Won. */
  readonly amount: number;
  readonly balanceAfter: number;
  /** The ledger entry that took the money. */
  readonly entrySeq: number;
  readonly paidAt: Seconds;
  /** Which idempotency key paid, so that a repeat is told from a second payment. */
  readonly keyHash: string;
  readonly refunds: readonly Refund[];
  readonly signature: ReceiptSignature;
}

const RESERVATION_PREFIX = "res_";
const PAYMENT_PREFIX = "pay_";

/** A reservation has at most one payment (M3), so their ids tell each other. */
export const paymentIdOf = (reservationId: string): string =>
  PAYMENT_PREFIX + reservationId.slice(RESERVATION_PREFIX.length);

/** The reservation that a payment id belongs to, or undefined if it is no payment id. */
export const reservationIdOf = (paymentId: string): string | undefined =>
  paymentId.startsWith(PAYMENT_PREFIX) ? RESERVATION_PREFIX + paymentId.slice(PAYMENT_PREFIX.length) : undefined;

/** The day in UTC and 40 bits of the payment id's hash: short enough to read out. */
export const receiptNumberOf = (paymentId: string, paidAt: Seconds): string => {
  const day = isoTime(paidAt).slice(0, 10).replaceAll("-", "");
  return `${day}-${createHash("sha256").update(paymentId).digest("hex").slice(0, 10).toUpperCase()}`;
};

/** The receipt as it was made, whatever has been given back since. */
export const receiptAsIssued = (reservation: Reservation, payment: Payment) =>
  receiptResponse({ ...reservation, status: "PAID" }, { ...payment, refunds: [] });

const receiptStatus = (reservation: Reservation, { refunds }: Payment) => {
  if (reservation.status === "CANCELLED") return "CANCELLED" as const;
  return refunds.length > 0 ? ("PARTLY_CANCELLED" as const) : ("PAID" as const);
};

export const receiptResponse = (reservation: Reservation, payment: Payment) => {
  const signed = signedReceipt(reservation, payment);
  return {
    paymentId: payment.paymentId,
    receiptNumber: payment.receiptNumber,
    reservationId: reservation.reservationId,
    concertId: reservation.concertId,
    performanceId: reservation.performanceId,
    status: receiptStatus(reservation, payment),
    seats: [...boughtSeats(reservation)],
    amount: payment.amount,
    balanceAfter: payment.balanceAfter,
    entrySeq: payment.entrySeq,
    paidAt: isoTime(payment.paidAt),
    refunds: payment.refunds.map((refund) => refundResponse(reservation, refund)),
    signedReceipt: signed,
    qr: QR_PREFIX + signed,
  };
};

export const refundResponse = (reservation: Reservation, refund: Refund) => ({
  refundId: refund.refundId,
  seats: [...namedSeats(refund.seatIds, reservation.prices)],
  amount: refund.amount,
  balanceAfter: refund.balanceAfter,
  entrySeq: refund.entrySeq,
  refundedAt: isoTime(refund.refundedAt),
});
