import { DETAILED } from "#functions/payments/rules/payment.ts";
import { claimsOf, headerOf } from "#functions/payments/rules/receipt-text.ts";
import { signedJws } from "#functions/signing/jws.ts";
/**
 * Signs the receipt of a payment. ES256 signs the same text differently each time, so a receipt is signed once, and its
 * signature is stored; `signedReceipt` rebuilds the rest of the text.
 */
export const signReceipt = (reservation, payment, issuer, key) => {
    const text = { form: DETAILED, issuer, kid: key.publicJwk.kid };
    const jws = signedJws(headerOf(text), claimsOf(reservation, payment, text), key);
    return { ...text, value: jws.slice(jws.lastIndexOf(".") + 1) };
};
