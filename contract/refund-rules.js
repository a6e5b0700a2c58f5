/** Refund rules: until when bought seats can be cancelled, and what is kept. An operator gives one with a performance. */
import * as z from "zod/mini";
import { Time, Won } from "#contract/common.ts";
const STEPS_MAX = 12;
const DAYS_MAX = 365;
const HOURS_MAX = 24 * DAYS_MAX;
/**
 * When a step ends: at the end of the calendar day in the hall's time zone that is `daysBefore` the day of the
 * performance, a number of hours before its start, or at a time. It never ends after the start.
 */
const UntilSchema = z.union([
    z.strictObject({
        daysBefore: z
            .int()
            .check(z.gte(0), z.lte(DAYS_MAX), z.describe("Until the end of the day that is this many calendar days before the day of the performance, in the time zone of the concert.")),
    }),
    z.strictObject({
        hoursBefore: z
            .int()
            .check(z.gte(0), z.lte(HOURS_MAX), z.describe("Until this many hours before the performance starts.")),
    }),
    z.strictObject({ time: Time.check(z.describe("Until this time.")) }),
]);
const FeePercent = z
    .int()
    .check(z.gte(0), z.lte(100), z.describe("What is kept of the price of each seat, in percent, rounded down to whole won."), z.meta({ examples: [10] }));
const BookingFeeBack = z.boolean().check(z.describe("Whether the booking fee of each seat is refunded too."));
const StepSchema = z.strictObject({
    until: UntilSchema,
    feePercent: FeePercent,
    bookingFeeBack: z._default(BookingFeeBack, false),
});
/** Whether nothing becomes cheaper later: a buyer who waits never gets more. */
const isOrdered = (steps) => steps.every(({ feePercent, bookingFeeBack }, index) => {
    const before = steps[index - 1];
    return before === undefined || (before.feePercent <= feePercent && (before.bookingFeeBack || !bookingFeeBack));
});
export const RefundTableSchema = z
    .strictObject({
    steps: z
        .array(StepSchema)
        .check(z.minLength(1), z.maxLength(STEPS_MAX), z.refine(isOrdered, "A later step may not keep less than an earlier one."), z.describe("In order of time. After the last one, seats can't be cancelled.")),
    fullRefund: z
        .optional(z.strictObject({
        withinHours: z.int().check(z.gte(1), z.lte(HOURS_MAX), z.describe("Hours after buying.")),
        daysBefore: z
            .int()
            .check(z.gte(0), z.lte(DAYS_MAX), z.describe("Seats have to be bought more than this many calendar days before the day of the performance.")),
    }))
        .check(z.describe("Everything is refunded within some hours of buying, whatever the steps say, if bought early enough.")),
})
    .register(z.globalRegistry, {
    id: "RefundTable",
    examples: [
        {
            steps: [
                { until: { daysBefore: 7 }, feePercent: 0, bookingFeeBack: true },
                { until: { hoursBefore: 2 }, feePercent: 50, bookingFeeBack: false },
            ],
            fullRefund: { withinHours: 24, daysBefore: 3 },
        },
    ],
});
/**
 * Tables that have a name. What a name means never changes, since performances are stored with the name alone: another
 * table needs another name.
 *
 * `kr-performance` is the table for performances in the consumer dispute settlement standards of Korea's Fair Trade
 * Commission, as secondary sources give it. Nobody here has compared it with the law in force.
 */
export const REFUND_PRESETS = {
    "kr-performance": {
        steps: [
            { until: { daysBefore: 10 }, feePercent: 0, bookingFeeBack: true },
            { until: { daysBefore: 7 }, feePercent: 10, bookingFeeBack: false },
            { until: { daysBefore: 3 }, feePercent: 20, bookingFeeBack: false },
            { until: { daysBefore: 1 }, feePercent: 30, bookingFeeBack: false },
            { until: { hoursBefore: 0 }, feePercent: 90, bookingFeeBack: false },
        ],
        fullRefund: { withinHours: 24, daysBefore: 3 },
    },
};
const PresetSchema = z
    .enum(Object.keys(REFUND_PRESETS))
    .check(z.describe("A named rule. `kr-performance`: until 10 days before the day of the performance everything is refunded; until 7 days before 10 % are kept, until 3 days before 20 %, until the day before 30 %, on the day until it starts 90 %; " +
    "within 24 hours of buying everything is refunded if the seats were bought more than 3 days before. These numbers are from secondary sources: the seller must check them against the rules that apply."));
export const RefundRuleSchema = z
    .union([PresetSchema, RefundTableSchema])
    .check(z.describe("Until when bought seats can be cancelled, and what is kept: a named rule or a table."));
const resolvedSteps = z
    .array(z.object({ until: Time, feePercent: FeePercent, bookingFeeBack: BookingFeeBack }))
    .check(z.describe("In order of time. A step applies before its time, from the end of the one before it."));
/** The refund rule of a performance, with the times that follow from it. */
export const ResolvedRefundRuleSchema = z
    .object({
    preset: z.nullable(PresetSchema).check(z.describe("The name of the rule, if it has one.")),
    steps: resolvedSteps,
    fullRefund: z
        .nullable(z.object({
        withinHours: z.int(),
        ifBoughtBefore: Time.check(z.describe("It is for seats that are paid for before this time.")),
    }))
        .check(z.describe("Everything is refunded within this many hours of buying.")),
})
    .register(z.globalRegistry, {
    id: "RefundRule",
    examples: [
        {
            preset: null,
            steps: [
                { until: "2026-12-17T15:00:00.000Z", feePercent: 0, bookingFeeBack: true },
                { until: "2026-12-24T09:00:00.000Z", feePercent: 50, bookingFeeBack: false },
            ],
            fullRefund: { withinHours: 24, ifBoughtBefore: "2026-12-20T15:00:00.000Z" },
        },
    ],
});
/** The refund rule of a reservation. Once it is paid, nothing changes it. */
export const ReservationRefundRuleSchema = z
    .object({
    steps: resolvedSteps,
    fullRefundUntil: z
        .nullable(Time)
        .check(z.describe("Before this time everything is refunded, whatever the steps say. Before payment: if you paid now.")),
})
    .register(z.globalRegistry, {
    id: "ReservationRefundRule",
    examples: [
        {
            steps: [{ until: "2026-12-24T09:00:00.000Z", feePercent: 50, bookingFeeBack: false }],
            fullRefundUntil: "2026-12-02T11:04:10.000Z",
        },
    ],
});
/** A sum to refund and what it is made of, in won. */
export const refundAmounts = {
    price: Won.check(z.describe("What the seats cost, less discounts and without booking fees.")),
    bookingFees: Won.check(z.describe("Booking fees that are refunded.")),
    cancellationFees: z
        .int()
        .check(z.describe("What is kept of the price. Negative if the organiser refunds what earlier cancellations have kept."), z.meta({ examples: [0] })),
    amount: Won.check(z.describe("The refund: price − cancellationFees + bookingFees.")),
};
/** What a refund has kept, in won. */
export const KeptFees = z
    .int()
    .check(z.describe("What was kept of the price. Negative: kept fees that the organiser has refunded after all."), z.meta({ examples: [30000] }));
