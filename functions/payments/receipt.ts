/** Payment and receipt (전표). Pure. */
import { createHash } from "node:crypto";
import { namedSeats } from "#functions/concerts/seat-layout.ts";
import type { Reservation } from "#functions/reservations/reservation.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";

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

export const receiptAnswer = (reservation: Reservation, payment: Payment) => ({
  paymentId: payment.paymentId,
  receiptNumber: payment.receiptNumber,
  reservationId: reservation.reservationId,
  concertId: reservation.concertId,
  performanceId: reservation.performanceId,
  status: "PAID" as const,
  seats: [...namedSeats(reservation.seatIds, reservation.prices)],
  amount: payment.amount,
  balanceAfter: payment.balanceAfter,
  entrySeq: payment.entrySeq,
  paidAt: isoTime(payment.paidAt),
});
