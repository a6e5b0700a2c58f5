import { CompactSign } from "jose/jws/compact/sign";
import type { ReceiptSignature, UnsignedPayment } from "#functions/payments/rules/payment.ts";
import { claimsOf, headerOf } from "#functions/payments/rules/receipt-text.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import type { SigningKey } from "#functions/signing/signing-key.ts";

/**
 * Signs the receipt of a payment. ES256 signs the same text differently each time, so a receipt is signed once, and its
 * signature is stored; `signedReceipt` rebuilds the rest of the text.
 */
export const signReceipt = async (
  reservation: Reservation,
  payment: UnsignedPayment,
  issuer: string,
  { privateKey, publicJwk: { kid } }: SigningKey,
): Promise<ReceiptSignature> => {
  const claims = new TextEncoder().encode(JSON.stringify(claimsOf(reservation, payment, issuer)));
  const jws = await new CompactSign(claims).setProtectedHeader(headerOf(kid)).sign(privateKey);
  return { issuer, kid, value: jws.slice(jws.lastIndexOf(".") + 1) };
};
