import { DETAILED, type ReceiptSignature, type UnsignedPayment } from "#functions/payments/rules/payment.ts";
import { claimsOf, headerOf } from "#functions/payments/rules/receipt-text.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import { signedJws } from "#functions/signing/jws.ts";
import type { SigningKey } from "#functions/signing/signing-key.ts";

/**
 * Signs the receipt of a payment. ES256 signs the same text differently each time, so a receipt is signed once, and its
 * signature is stored; `signedReceipt` rebuilds the rest of the text.
 */
export const signReceipt = (
  reservation: Reservation,
  payment: UnsignedPayment,
  issuer: string,
  key: SigningKey,
): ReceiptSignature => {
  const text = { form: DETAILED, issuer, kid: key.publicJwk.kid } as const;
  const jws = signedJws(headerOf(text), claimsOf(reservation, payment, text), key);
  return { ...text, value: jws.slice(jws.lastIndexOf(".") + 1) };
};
