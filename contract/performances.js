/** Performances of a concert: the schedule, listing those on sale, and adding one with its seats. */
import * as z from "zod/mini";
import { areUnique, ChartId, ConcertId, Count, NextCursor, ofConcert, Page, PerformanceId, SEATS_PER_HOLD_MAX, SECTIONS_PER_CHART_MAX, ServerTime, Time, } from "#contract/common.ts";
import { BookingFee, PriceListSchema } from "#contract/prices.ts";
import { RefundRuleSchema, ResolvedRefundRuleSchema } from "#contract/refund-rules.ts";
import { route } from "#contract/route.ts";
import { NewSectionSchema, SectionSummarySchema } from "#contract/sections.ts";
import { TimeZone } from "#contract/time-zone.ts";
export const OrphanRuleSchema = z
    .enum(["OFF", "WARN", "REFUSE"])
    .check(z.describe("How to treat a choice of seats that leaves a single empty seat when another choice would not."));
/** What of a performance changes only when an operator changes it. */
const performanceFields = {
    performanceId: PerformanceId,
    concertId: ConcertId,
    startsAt: Time,
    timeZone: TimeZone,
    salesOpenAt: Time,
    salesCloseAt: Time,
    cancellableUntil: Time.check(z.describe("Until then, bought seats can be cancelled: the end of the refund rule.")),
    refundRule: ResolvedRefundRuleSchema.check(z.describe("What a cancellation refunds. It is fixed for a reservation when its seats are held.")),
    seatLimit: z.int().check(z.describe("The most seats one person may hold or buy.")),
    orphanRule: OrphanRuleSchema,
    accessibleUntil: Time.check(z.describe("Until then, accessible seats are kept back for people who need them.")),
    chartId: ChartId.check(z.describe("The chart of its seats: `GET /v1/charts/{chartId}`.")),
    prices: PriceListSchema,
    bookingFee: BookingFee,
    capacity: Count,
};
const example = {
    performanceId: "per_4kD0aP7cQz",
    concertId: "con_8Yq2mV0sT1",
    startsAt: "2026-12-24T11:00:00.000Z",
    timeZone: "Asia/Seoul",
    salesOpenAt: "2026-12-01T11:00:00.000Z",
    salesCloseAt: "2026-12-24T11:00:00.000Z",
    cancellableUntil: "2026-12-23T11:00:00.000Z",
    refundRule: {
        preset: null,
        steps: [{ until: "2026-12-23T11:00:00.000Z", feePercent: 0, bookingFeeBack: true }],
        fullRefund: null,
    },
    seatLimit: 4,
    orphanRule: "WARN",
    accessibleUntil: "2026-12-24T11:00:00.000Z",
    chartId: "cht_5nB1xQ7rKw",
    prices: [
        {
            category: "R",
            types: [{ priceType: "standard", name: { ko: "일반", en: "Standard" }, amount: 150000, checkedAtDoor: false }],
        },
    ],
    bookingFee: 0,
    capacity: 50,
};
export const PerformanceSchema = z
    .object({ ...performanceFields, seatsLeft: Count, sections: z.array(SectionSummarySchema) })
    .register(z.globalRegistry, {
    id: "Performance",
    examples: [
        {
            ...example,
            seatsLeft: 37,
            sections: [
                {
                    sectionId: "A",
                    label: "1층 A구역",
                    kind: "SEATS",
                    categories: [{ category: "R", price: 150000, capacity: 50 }],
                    capacity: 50,
                    accessibleUnits: 2,
                    seatsLeft: 37,
                },
            ],
        },
    ],
});
/** A performance as everybody sees it, without its seats. */
export const ScheduledPerformanceSchema = z
    .object({
    ...performanceFields,
    calledOff: z.boolean().check(z.describe("Whether the organiser has called it off. Then no seat of it is on sale.")),
})
    .register(z.globalRegistry, { id: "ScheduledPerformance", examples: [{ ...example, calledOff: false }] });
export const ScheduleSchema = z
    .object({ items: z.array(ScheduledPerformanceSchema), nextCursor: NextCursor, serverTime: ServerTime })
    .register(z.globalRegistry, { id: "Schedule" });
export const PerformanceListSchema = z
    .object({ items: z.array(PerformanceSchema), nextCursor: NextCursor, serverTime: ServerTime })
    .register(z.globalRegistry, { id: "PerformanceList" });
export const NewPerformanceSchema = z
    .strictObject({
    startsAt: Time,
    salesOpenAt: z
        .optional(Time)
        .check(z.describe("When seats go on sale. If absent, they are on sale at once, and only the queue decides who may buy.")),
    salesCloseAt: z.optional(Time).check(z.describe("When sales end. Default: startsAt.")),
    cancellableUntil: z
        .optional(Time)
        .check(z.describe("Until when bought seats can be cancelled for a refund of everything, in place of a `refundRule`. Default: a day before startsAt.")),
    refundRule: z.optional(RefundRuleSchema),
    seatLimit: z._default(z.int().check(z.gte(1), z.lte(SEATS_PER_HOLD_MAX), z.describe("The most seats one person may hold or buy.")), 4),
    orphanRule: z._default(OrphanRuleSchema, "OFF"),
    accessibleUntil: z
        .optional(Time)
        .check(z.describe("Until when accessible seats are kept back for people who need them. Default: salesCloseAt.")),
    chartId: z.optional(ChartId).check(z.describe("A published chart. Or give the seats themselves as `sections`.")),
    sections: z
        .optional(z.array(NewSectionSchema).check(z.minLength(1), z.maxLength(SECTIONS_PER_CHART_MAX), z.refine((sections) => areUnique(sections.map((section) => section.sectionId)), "A section may be listed only once.")))
        .check(z.describe("The seats, if there is no chart of them yet: they become a chart of their own.")),
    prices: z
        .optional(PriceListSchema)
        .check(z.describe("The prices of each category of the seats. Sections may give a `price` instead.")),
    bookingFee: z._default(BookingFee, 0),
})
    .check(z.refine(({ chartId, sections }) => (chartId === undefined) !== (sections === undefined), {
    message: "Send either chartId or sections.",
    path: ["chartId"],
}), z.refine(({ cancellableUntil, refundRule }) => cancellableUntil === undefined || refundRule === undefined, {
    message: "Send either refundRule or cancellableUntil.",
    path: ["refundRule"],
}))
    .register(z.globalRegistry, {
    id: "NewPerformance",
    examples: [
        {
            startsAt: "2026-12-24T11:00:00Z",
            seatLimit: 4,
            orphanRule: "WARN",
            sections: [
                {
                    sectionId: "A",
                    label: "1층 A구역",
                    category: "R",
                    price: 150000,
                    rows: [{ row: "1", label: "1열", from: 1, to: 20 }],
                    focalPoint: { row: "1", seat: "10" },
                    accessible: [{ seat: "1-20", companions: ["1-19"] }],
                },
            ],
        },
    ],
});
export const performanceRoutes = {
    readSchedule: route({
        method: "GET",
        path: "/v1/concerts/{concertId}/schedule",
        summary: "Read the schedule of a concert: all of its performances, earliest first",
        description: "For everybody, without a place in the queue. Performances that are over, not on sale yet or called off are in it too. " +
            "What is left of each is in `GET /v1/performances/{performanceId}/availability`.",
        caller: "anyone",
        params: ofConcert,
        query: Page,
        responses: { 200: { description: "A page of performances.", body: ScheduleSchema } },
        errors: ["CONCERT_NOT_FOUND"],
        cache: { browserSeconds: 2, edgeSeconds: 2 },
    }),
    listPerformances: route({
        method: "GET",
        path: "/v1/concerts/{concertId}/performances",
        summary: "List the performances on sale, earliest first",
        caller: "user",
        queueToken: "ofConcert",
        params: ofConcert,
        query: Page,
        responses: { 200: { description: "A page of performances.", body: PerformanceListSchema } },
        errors: ["CONCERT_NOT_FOUND"],
    }),
    createPerformance: route({
        method: "POST",
        path: "/v1/admin/concerts/{concertId}/performances",
        summary: "Add a performance with its seats",
        description: "A repeat with the same Idempotency-Key returns the performance created first.",
        caller: "operator",
        idempotencyKey: "optional",
        params: ofConcert,
        body: NewPerformanceSchema,
        responses: { 201: { description: "The performance was created.", body: PerformanceSchema } },
        errors: ["CONCERT_NOT_FOUND", "CHART_NOT_FOUND"],
    }),
};
