/** The balance: reading it, topping it up, and the ledger entries behind it. */
import * as z from "zod/mini";
import { NextCursor, Page, Time, Won } from "#contract/common.ts";
import { route } from "#contract/route.ts";
export const BalanceSchema = z.object({ balance: Won, updatedAt: z.nullable(Time) }).register(z.globalRegistry, {
    id: "Balance",
    examples: [{ balance: 200000, updatedAt: "2026-12-01T10:55:00.000Z" }],
});
export const TopUpSchema = z
    .strictObject({
    amount: z.int().check(z.describe("Won to add: 1 or more."), z.meta({ examples: [200000] })),
})
    .register(z.globalRegistry, { id: "TopUpRequest", examples: [{ amount: 200000 }] });
export const LedgerEntrySchema = z
    .object({
    seq: z.int().check(z.describe("Number of the entry in this account: 1, 2, 3 … without gaps.")),
    kind: z.enum(["TOP_UP", "PAYMENT", "REFUND"]),
    amount: z
        .int()
        .check(z.describe("Won. A positive amount adds to the balance, a negative one takes from it. 0: a free seat was paid for or cancelled, or the refund was used up by its cancellation fee.")),
    bookingFees: z
        .int()
        .check(z.describe("The booking fees in a payment, in won. Negative: the booking fees that are refunded. They go to and from the account `BOOKING_FEES:{concertId}`.")),
    cancellationFees: z
        .int()
        .check(z.describe("What a refund keeps of the price of its seats, in won. It goes from the counter account to `CANCELLATION_FEES:{concertId}`. Negative: kept fees that the organiser refunds after all.")),
    balanceAfter: Won,
    counterAccount: z
        .string()
        .check(z.regex(/^(?:FUNDING|TAKINGS(?::.+)?)$/), z.describe("The account on the other side of the entry: `FUNDING` for a top-up, `TAKINGS:{concertId}` for the price of the seats of a payment or refund. Old entries of payments and refunds have `TAKINGS` alone.")),
    reference: z.string().check(z.describe("Id of the top-up, payment or refund that caused the entry.")),
    at: Time,
})
    .register(z.globalRegistry, {
    id: "LedgerEntry",
    examples: [
        {
            seq: 1,
            kind: "TOP_UP",
            amount: 200000,
            bookingFees: 0,
            cancellationFees: 0,
            balanceAfter: 200000,
            counterAccount: "FUNDING",
            reference: "top_Xq0uBcLk5YgZt6vXh1nR3e",
            at: "2026-12-01T10:55:00.000Z",
        },
    ],
});
export const StatementSchema = z
    .object({ items: z.array(LedgerEntrySchema), nextCursor: NextCursor })
    .register(z.globalRegistry, { id: "Statement" });
export const balanceRoutes = {
    readBalance: route({
        method: "GET",
        path: "/v1/balance",
        summary: "Read your balance",
        caller: "user",
        responses: { 200: { description: "The balance.", body: BalanceSchema } },
        errors: [],
    }),
    topUpBalance: route({
        method: "POST",
        path: "/v1/balance/top-ups",
        summary: "Top up your balance",
        description: "Charges you through the payment gateway and adds the amount to your balance. After a 503, send the request again with the same Idempotency-Key: the top-up continues, and you are never charged twice.",
        caller: "user",
        idempotencyKey: "required",
        body: TopUpSchema,
        responses: { 201: { description: "The balance is topped up. This is the ledger entry.", body: LedgerEntrySchema } },
        errors: ["PAYMENT_DECLINED", "AMOUNT_OUT_OF_RANGE", "TOO_MANY_REQUESTS", "PAYMENT_PENDING"],
    }),
    listEntries: route({
        method: "GET",
        path: "/v1/balance/entries",
        summary: "Read your statement, newest entries first",
        caller: "user",
        query: Page,
        responses: { 200: { description: "A page of ledger entries.", body: StatementSchema } },
        errors: [],
    }),
};
