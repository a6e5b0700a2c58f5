/** A receipt as a text that anybody can check offline: a compact JWS (RFC 7515), signed with ES256. */
import { sign } from "node:crypto";
import type { Payment } from "#functions/payments/rules/receipt.ts";
import { boughtSeats, type Reservation } from "#functions/reservations/rules/reservation.ts";
import { isoTime } from "#functions/shared/time.ts";
import type { SigningKey } from "#functions/signing/signing-key.ts";
import { RECEIPT_TYPE } from "#functions/signing/token-types.ts";

/**
 * What is kept of a signed receipt. The rest of its text is made anew each time, from what never changes in the
 * reservation and the payment: with the whole text the payment would take more than a kilobyte, and another write unit.
 */
export interface ReceiptSignature {
  readonly issuer: string;
  /** Of the key that signed. */
  readonly kid: string;
  readonly value: string;
}

type UnsignedPayment = Omit<Payment, "signature">;

/**
 * What a receipt says. Another order or name changes the text, and so breaks the signature of every receipt made
 * before: a new form needs a new type beside the old one.
 */
const claimsOf = (reservation: Reservation, payment: UnsignedPayment, issuer: string) => ({
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

/** Seats of one grade and price together, so that the text hardly grows with them. */
const seatsByPrice = (reservation: Reservation) => {
  const groups = Map.groupBy(boughtSeats(reservation), ({ grade, price }) => `${price} ${grade}`);
  return Array.from(groups.values(), (seats) => ({
    grade: seats[0]?.grade,
    price: seats[0]?.price,
    seatIds: seats.map(({ seatId }) => seatId),
  }));
};

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

const textToSign = (
  reservation: Reservation,
  payment: UnsignedPayment,
  { issuer, kid }: Pick<ReceiptSignature, "issuer" | "kid">,
): string => `${part({ alg: "ES256", kid, typ: RECEIPT_TYPE })}.${part(claimsOf(reservation, payment, issuer))}`;

/** Signs the receipt of a payment. Each signature is another one, so a receipt is signed once and its signature kept. */
export const signReceipt = (
  reservation: Reservation,
  payment: UnsignedPayment,
  issuer: string,
  { privateKey, publicJwk: { kid } }: SigningKey,
): ReceiptSignature => {
  const text = textToSign(reservation, payment, { issuer, kid });
  // JWS wants the two numbers of the signature side by side (RFC 7518, 3.4), not in DER.
  const value = sign("sha256", Buffer.from(text), { key: privateKey, dsaEncoding: "ieee-p1363" });
  return { issuer, kid, value: value.toString("base64url") };
};

/** The signed receipt, the same text however often it is asked for. */
export const signedReceipt = (reservation: Reservation, payment: Payment): string =>
  `${textToSign(reservation, payment, payment.signature)}.${payment.signature.value}`;

/** What a QR code of a receipt says before the receipt, so that a scanner knows what it has read. */
export const QR_PREFIX = "encore-receipt:";
