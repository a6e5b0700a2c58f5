/** A receipt as a text that anybody can check offline: a compact JWS (RFC 7515), signed with ES256. Pure. */
import type { Payment, UnsignedPayment } from "#functions/payments/rules/payment.ts";
import { boughtSeats, type Reservation } from "#functions/reservations/rules/reservation.ts";
import { idAsLabel } from "#functions/reservations/rules/seat-rates.ts";
import { isoTime } from "#functions/shared/time.ts";
import { RECEIPT_TYPE } from "#functions/signing/token-types.ts";

/** @param kid id of the key that signs */
export const headerOf = (kid: string) => ({ alg: "ES256", kid, typ: RECEIPT_TYPE });

/**
 * What a receipt says. Another order or name changes the text, and so breaks the signature of every receipt made
 * before: a new form needs a new type beside the old one.
 */
export const claimsOf = (reservation: Reservation, payment: UnsignedPayment, issuer: string) => ({
  iss: issuer,
  sub: reservation.userId,
  iat: payment.paidAt,
  receiptNumber: payment.receiptNumber,
  paymentId: payment.paymentId,
  reservationId: reservation.reservationId,
  concertId: reservation.concertId,
  performanceId: reservation.performanceId,
  seats: seatsByPrice(reservation),
  amount: payment.amount,
  entrySeq: payment.entrySeq,
  paidAt: isoTime(payment.paidAt),
});

/** Groups seats of one grade and price, so that the text hardly grows with their number. */
const seatsByPrice = (reservation: Reservation) => {
  const seats = boughtSeats(reservation, idAsLabel);
  const groups = Map.groupBy(seats, ({ category, price }) => `${price} ${category}`);
  return Array.from(groups.values(), (group) => ({
    grade: group[0]?.category,
    price: group[0]?.price,
    seatIds: group.map(({ seatId }) => seatId),
  }));
};

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** The signed receipt, rebuilt around the stored signature: the same text each time. */
export const signedReceipt = (reservation: Reservation, payment: Payment): string => {
  const { issuer, kid, value } = payment.signature;
  return `${part(headerOf(kid))}.${part(claimsOf(reservation, payment, issuer))}.${value}`;
};

/** The start of a receipt's QR code, by which a scanner knows what it has read. */
export const QR_PREFIX = "encore-receipt:";
