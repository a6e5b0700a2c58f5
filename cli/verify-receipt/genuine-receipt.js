import * as z from "zod/mini";
import { Refusal, signedPayload } from "#cli/verify/signed-text.ts";
import { QR_PREFIX } from "#functions/payments/rules/receipt-text.ts";
const seatIds = z.array(z.string());
/** Seats of one category and price together, in receipts from before there were price types. */
const PricedSeats = z.pipe(z.object({ grade: z.string(), price: z.int(), seatIds }), z.transform(({ grade, ...seats }) => ({
    category: grade,
    priceType: "standard",
    discount: 0,
    bookingFee: 0,
    ...seats,
})));
/** Seats of one rate together. */
const RatedSeats = z.pipe(z.tuple([z.string(), z.string(), z.int(), z.int(), z.int(), seatIds]), z.transform(([category, priceType, price, discount, bookingFee, ids]) => ({
    category,
    priceType,
    price,
    discount,
    bookingFee,
    seatIds: ids,
})));
const Claims = z.object({
    /** The service that signed. */
    iss: z.string(),
    /** The user who paid. */
    sub: z.string(),
    receiptNumber: z.string(),
    paymentId: z.string(),
    reservationId: z.string(),
    concertId: z.string(),
    performanceId: z.string(),
    seats: z.array(z.union([PricedSeats, RatedSeats])),
    /** Won. */
    amount: z.int(),
    /** Number of the user's ledger entry that took the money. */
    entrySeq: z.int(),
    paidAt: z.string(),
});
/** Finds the signed receipt in a text: the receipt itself, the text of a QR code, or the service's response. */
export const receiptIn = (text) => {
    const [, found] = /"signedReceipt"\s*:\s*"([^"]+)"/.exec(text) ?? [];
    const receipt = (found ?? text).trim();
    return receipt.startsWith(QR_PREFIX) ? receipt.slice(QR_PREFIX.length) : receipt;
};
/**
 * Returns what a receipt says if one of these keys has signed it. No I/O.
 * @param issuer the service that must have signed it; if undefined, any holder of one of the keys will do
 * @throws Refusal if it is not genuine
 */
export const genuineReceipt = async (receipt, keys, issuer) => {
    const { data: claims } = Claims.safeParse(await signedPayload(receipt, keys, "receipt"));
    if (claims === undefined)
        throw new Refusal("The text is signed by the service but is not a receipt.");
    if (issuer !== undefined && claims.iss !== issuer) {
        throw new Refusal(`The receipt is signed by ${claims.iss}, not by ${issuer}.`);
    }
    return claims;
};
