/** A paid reservation and the key that signs its receipt, for tests of receipts. */
import { receiptNumberOf } from "#functions/payments/rules/payment.ts";
import { claimsOf, headerOf } from "#functions/payments/rules/receipt-text.ts";
import { signReceipt } from "#functions/payments/sign-receipt.ts";
import { signedJws } from "#functions/signing/jws.ts";
import { deriveSigningKey } from "#functions/signing/signing-key.ts";
import { ratesBySection } from "#test/support/sections.ts";
export const ISSUER = "https://a1b2c3d4e5.execute-api.ap-northeast-2.amazonaws.com";
export const KEY = deriveSigningKey("k3YxV0bq8dWm2sTz7LpR5nJc9HfG4eAu1KiQoXvBwEyMtZrD6NaSgUhPjCl0Fx3O");
export const OTHER_KEY = deriveSigningKey("another secret, of which there is as much as of the first one");
const PAID_AT = 1796123050;
const SEAT_IDS = ["A-3-12", "B-1-7", "A-3-11"];
export const reservationOf = (change = {}) => ({
    reservationId: "res_Zt6vXh1nR3eWq0uBcLk5Yg",
    userId: "4478b4fc-10f1-70a5-9c2e-3d1f2b6a7c80",
    concertId: "con_8Yq2mV0sT1Qw3e4rLk5YgZ",
    performanceId: "per_4kD0aP7cQzX5t6YunR3eWq",
    status: "PAID",
    chartId: "cht_5nB1xQ7rKwX5t6YunR3eWq",
    seatIds: SEAT_IDS,
    returnedSeatIds: [],
    ...ratesBySection(SEAT_IDS, { A: ["R", 150000], B: ["S", 110000] }),
    amount: 410000,
    generation: 1,
    createdAt: PAID_AT - 60,
    expiresAt: PAID_AT + 240,
    extension: undefined,
    refundRule: { steps: [{ until: PAID_AT + 86400, feePercent: 0, bookingFeeBack: true }] },
    warnings: [],
    paymentId: "pay_Zt6vXh1nR3eWq0uBcLk5Yg",
    ...change,
});
export const paymentOf = (reservation, key = KEY) => {
    const paymentId = "pay_Zt6vXh1nR3eWq0uBcLk5Yg";
    const payment = {
        paymentId,
        receiptNumber: receiptNumberOf(paymentId, PAID_AT),
        amount: reservation.amount,
        balanceAfter: 777777,
        entrySeq: 2,
        paidAt: PAID_AT,
        refunds: [],
        keyHash: "AvGJQ7dCkT9cT9Y5sMRQvV1n6sZ8m6Tq0m2mS0J0w0E",
    };
    return Promise.resolve({ ...payment, signature: signReceipt(reservation, payment, ISSUER, key) });
};
/** A payment whose receipt was signed before there were price types. */
export const oldPaymentOf = async (reservation, key = KEY) => {
    const { signature: _, ...payment } = await paymentOf(reservation, key);
    const text = { issuer: ISSUER, kid: key.publicJwk.kid };
    const jws = signedJws(headerOf(text), claimsOf(reservation, payment, text), key);
    return { ...payment, signature: { ...text, value: jws.slice(jws.lastIndexOf(".") + 1) } };
};
