/** The self-audit: checking a concert's seats and money on live data. */
import * as z from "zod/mini";
import { ConcertId, Count, NextCursor, ofConcert, Page, ServerTime } from "#contract/common.ts";
import { route } from "#contract/route.ts";
const InvariantSchema = z.enum(["S1", "S5", "S6", "M1", "M3", "M4", "M6"]);
/** What each code means, and what to do about it, is in docs/guides/self-audit.md. */
export const FINDING_CODES = {
    SECTION_UNREADABLE: "S1",
    SEAT_UNKNOWN: "S1",
    SEAT_WITHOUT_RESERVATION: "S1",
    SEAT_OF_ANOTHER: "S1",
    SEAT_STATE_DIFFERS: "S1",
    RESERVATION_WITHOUT_SEAT: "S1",
    LIMIT_EXCEEDED: "S5",
    SEAT_COUNT_DIFFERS: "S5",
    AVAILABILITY_DIFFERS: "S6",
    SEAT_INDEX_DIFFERS: "S6",
    ENTRY_MISSING: "M1",
    ENTRY_DIFFERS: "M1",
    BALANCE_DIFFERS: "M1",
    BUYER_UNREADABLE: "M3",
    PAYMENT_MISSING: "M3",
    PAYMENT_UNEXPECTED: "M3",
    PAYMENT_DIFFERS: "M3",
    RECEIPT_MISSING: "M3",
    DEBIT_MISSING: "M3",
    DEBIT_REPEATED: "M3",
    DEBIT_DIFFERS: "M3",
    DEBIT_UNEXPECTED: "M3",
    REFUND_MISSING: "M3",
    REFUND_REPEATED: "M3",
    REFUND_DIFFERS: "M3",
    AMOUNT_DIFFERS: "M3",
    TOP_UP_UNSETTLED: "M3",
    TOP_UP_ENTRY_MISSING: "M3",
    TOP_UP_ENTRY_REPEATED: "M3",
    TOP_UP_ENTRY_DIFFERS: "M3",
    TOP_UP_ENTRY_UNEXPLAINED: "M4",
    POINTS_FROM_NOWHERE: "M4",
    COUNTER_ACCOUNT_DIFFERS: "M4",
    TAKINGS_DIFFER: "M4",
    CALLED_OFF_NOT_ENDED: "M6",
    CALLED_OFF_NOT_REFUNDED: "M6",
};
const AuditQuerySchema = z.strictObject({ cursor: Page.shape.cursor });
const FindingSchema = z.object({
    invariant: InvariantSchema,
    code: z.enum(Object.keys(FINDING_CODES)),
    message: z.string().check(z.describe("A sentence that says what is wrong, with the values found.")),
    items: z
        .array(z.object({
        type: z.enum(["seat", "availability", "reservation", "payment", "place", "account", "entry", "topUp"]),
        id: z
            .string()
            .check(z.describe("By type: performance/seat, performance/section (availability), the reservation, the payment, concert/user (place), the user (account), user/number (entry), user/top-up.")),
    }))
        .check(z.minLength(1)),
});
/** Unlike Won, it may be negative: that is damage the audit has to report. */
const Sum = z.int().check(z.describe("A whole number of won."));
export const AuditSchema = z
    .object({
    concertId: ConcertId,
    checked: z.object({
        sections: Count,
        seats: Count.check(z.describe("Seats held or sold.")),
        buyers: Count.check(z.describe("Users with a reservation for the concert, in any status.")),
        reservations: Count,
        entries: Count.check(z.describe("Entries of the buyers' ledgers, including those for other concerts.")),
        topUps: Count.check(z.describe("The buyers' top-ups, in any status.")),
        buyersInPart: Count.check(z.describe("Buyers whose history was too long to check in full. The sums leave them out.")),
    }),
    points: z
        .object({
        toppedUp: Sum,
        paid: Sum,
        refunded: Sum,
        balances: Sum,
        takingsByEntries: Sum.check(z.describe("The price of the seats paid for in this concert, less the price of those cancelled, according to the buyers' ledgers.")),
        takingsByPayments: Sum.check(z.describe("The same, according to the payments.")),
        bookingFeesByEntries: Sum.check(z.describe("Booking fees for this concert, less those refunded, according to the buyers' ledgers.")),
        bookingFeesByPayments: Sum.check(z.describe("The same, according to the payments.")),
        cancellationFeesByEntries: Sum.check(z.describe("What refunds for this concert have kept, according to the buyers' ledgers.")),
        cancellationFeesByPayments: Sum.check(z.describe("The same, according to the payments.")),
    })
        .check(z.describe("Sums over the buyers' accounts. On every page, toppedUp − paid + refunded = balances, and the sums by entries are those by payments.")),
    findings: z.array(FindingSchema),
    nextCursor: NextCursor,
    serverTime: ServerTime,
})
    .register(z.globalRegistry, {
    id: "Audit",
    examples: [
        {
            concertId: "con_8Yq2mV0sT1",
            checked: { sections: 0, seats: 0, buyers: 48, reservations: 61, entries: 133, topUps: 52, buyersInPart: 0 },
            points: {
                toppedUp: 12000000,
                paid: 9600000,
                refunded: 450000,
                balances: 2850000,
                takingsByEntries: 9000000,
                takingsByPayments: 9000000,
                bookingFeesByEntries: 120000,
                bookingFeesByPayments: 120000,
                cancellationFeesByEntries: 30000,
                cancellationFeesByPayments: 30000,
            },
            findings: [
                {
                    invariant: "S1",
                    code: "RESERVATION_WITHOUT_SEAT",
                    message: "Reservation res_Zt6vXh1nR3eWq0uBcLk5Yg, PAID, lists seat A-3-11, which is free.",
                    items: [
                        { type: "reservation", id: "res_Zt6vXh1nR3eWq0uBcLk5Yg" },
                        { type: "seat", id: "per_4kD0aP7cQz/A-3-11" },
                    ],
                },
            ],
            nextCursor: null,
            serverTime: "2026-12-01T11:04:10.000Z",
        },
    ],
});
export const auditRoutes = {
    auditConcert: route({
        method: "GET",
        path: "/v1/admin/concerts/{concertId}/audit",
        summary: "Check the next part of a concert's seats and money",
        description: "Checks the invariants S1, S5, S6, M1, M3, M4 and M6 on live data, and changes nothing. Follow `nextCursor` to the end. " +
            "Anything that looks wrong is read again within 3 seconds, so that a booking in progress is not reported.",
        caller: "operator",
        params: ofConcert,
        query: AuditQuerySchema,
        responses: { 200: { description: "What was checked, and what is wrong.", body: AuditSchema } },
        errors: ["CONCERT_NOT_FOUND"],
    }),
};
