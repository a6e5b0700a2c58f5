/** A payment, its refunds, and their ids. Pure. */
import { createHash } from "node:crypto";
import { isoTime } from "#functions/shared/time.ts";
/** The form of receipts that show price type, discount and booking fee apart. */
export const DETAILED = 2;
const RESERVATION_PREFIX = "res_";
const PAYMENT_PREFIX = "pay_";
/** A reservation has at most one payment (M3), so each id follows from the other. */
export const paymentIdOf = (reservationId) => PAYMENT_PREFIX + reservationId.slice(RESERVATION_PREFIX.length);
/** The reservation that a payment id belongs to, or undefined if it is not a payment id. */
export const reservationIdOf = (paymentId) => paymentId.startsWith(PAYMENT_PREFIX) ? RESERVATION_PREFIX + paymentId.slice(PAYMENT_PREFIX.length) : undefined;
/** The day in UTC and 40 bits of the payment id's hash: short enough to read out. */
export const receiptNumberOf = (paymentId, paidAt) => {
    const day = isoTime(paidAt).slice(0, 10).replaceAll("-", "");
    return `${day}-${createHash("sha256").update(paymentId).digest("hex").slice(0, 10).toUpperCase()}`;
};
