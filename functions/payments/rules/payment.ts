/** A payment, its refunds, and their ids. Pure. */
import { createHash } from "node:crypto";
import type { OrganiserAct } from "#functions/reservations/rules/reservation.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";

/** Seats given back, and the money for them. */
export interface Refund {
  readonly refundId: string;
  readonly seatIds: readonly string[];
  /** Won: the price of the seats less the kept fee, and the booking fees that come back. */
  readonly amount: number;
  /** Booking fees given back, in won. Absent: none. */
  readonly bookingFees?: number | undefined;
  /** What is kept of the price of the seats, in won; negative if kept fees are refunded after all. Absent: nothing. */
  readonly cancellationFees?: number | undefined;
  readonly balanceAfter: number;
  /** The ledger entry that gave the money back. */
  readonly entrySeq: number;
  readonly refundedAt: Seconds;
  /** The idempotency key of the cancellation, and the fingerprint of its request. */
  readonly keyHash: string;
  readonly request: string;
  /** Absent: the buyer cancelled. */
  readonly organiserAct?: OrganiserAct | undefined;
}

/** The form of receipts that show price type, discount and booking fee apart. */
export const DETAILED = 2;

/**
 * What is stored of a signed receipt. The rest of its text is rebuilt each time from facts of the reservation and the
 * payment that never change: with the whole text a payment would be over a kilobyte and cost another write unit.
 */
export interface ReceiptSignature {
  /** The form of the signed text. Absent: the first one, which shows prices alone. */
  readonly form?: typeof DETAILED | undefined;
  readonly issuer: string;
  /** Id of the key that signed. */
  readonly kid: string;
  readonly value: string;
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
  /** The idempotency key that paid, so that a repeat differs from a second payment. */
  readonly keyHash: string;
  readonly refunds: readonly Refund[];
  readonly signature: ReceiptSignature;
}

/** A payment as it is while its receipt is being signed. */
export type UnsignedPayment = Omit<Payment, "signature">;

const RESERVATION_PREFIX = "res_";
const PAYMENT_PREFIX = "pay_";

/** A reservation has at most one payment (M3), so each id follows from the other. */
export const paymentIdOf = (reservationId: string): string =>
  PAYMENT_PREFIX + reservationId.slice(RESERVATION_PREFIX.length);

/** The reservation that a payment id belongs to, or undefined if it is not a payment id. */
export const reservationIdOf = (paymentId: string): string | undefined =>
  paymentId.startsWith(PAYMENT_PREFIX) ? RESERVATION_PREFIX + paymentId.slice(PAYMENT_PREFIX.length) : undefined;

/** The day in UTC and 40 bits of the payment id's hash: short enough to read out. */
export const receiptNumberOf = (paymentId: string, paidAt: Seconds): string => {
  const day = isoTime(paidAt).slice(0, 10).replaceAll("-", "");
  return `${day}-${createHash("sha256").update(paymentId).digest("hex").slice(0, 10).toUpperCase()}`;
};
