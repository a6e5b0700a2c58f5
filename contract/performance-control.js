/** For operators: changing a performance that is on sale, and the record of what operators have done to it. */
import * as z from "zod/mini";
import { NextCursor, ofPerformance, Page, Reason, ReservationId, SEATS_PER_HOLD_MAX, SeatId, Time, Won, } from "#contract/common.ts";
import { OrphanRuleSchema, PerformanceSchema } from "#contract/performances.ts";
import { BookingFee, PriceListSchema } from "#contract/prices.ts";
import { route } from "#contract/route.ts";
export const PerformanceChangeSchema = z
    .strictObject({
    startsAt: z.optional(Time),
    salesOpenAt: z.optional(Time),
    salesCloseAt: z.optional(Time),
    cancellableUntil: z.optional(Time),
    accessibleUntil: z.optional(Time),
    seatLimit: z
        .optional(z.int().check(z.gte(1), z.lte(SEATS_PER_HOLD_MAX)))
        .check(z.describe("The most seats one person may hold or buy from now on. Nobody loses seats by it.")),
    orphanRule: z.optional(OrphanRuleSchema),
    prices: z
        .optional(PriceListSchema)
        .check(z.describe("The whole price list, for later buyers. Seats that are held or sold keep their prices.")),
    bookingFee: z.optional(BookingFee).check(z.describe("For later buyers.")),
    reason: Reason,
})
    .check(z.refine((change) => Object.keys(change).length > 1, { message: "Change at least one field.", path: ["reason"] }))
    .register(z.globalRegistry, {
    id: "PerformanceChange",
    examples: [
        {
            startsAt: "2026-12-24T12:00:00Z",
            salesCloseAt: "2026-12-24T12:00:00Z",
            reason: "The train is late, and the band with it.",
        },
        { seatLimit: 2, reason: "More people want to come than we thought." },
    ],
});
const FieldValue = z.nullable(z.union([z.string(), z.number()]));
export const PerformanceChangeRecordSchema = z
    .object({
    changeId: z.string().check(z.describe("Opaque id of the act."), z.meta({ examples: ["chg_8Yq2mV0sT1x5Yg3e"] })),
    kind: z
        .enum(["CHANGED", "SEATS_BLOCKED", "CALLED_OFF", "REFUNDED"])
        .check(z.describe("CHANGED: its times, prices or limits. SEATS_BLOCKED: seats were blocked or unblocked. CALLED_OFF: it was called off. REFUNDED: a reservation was refunded outside the rule.")),
    at: Time,
    by: z.string().check(z.describe("User id of the operator.")),
    reason: z.string(),
    changes: z
        .optional(z.array(z.object({ field: z.string(), from: FieldValue, to: FieldValue })))
        .check(z.describe("With CHANGED: each field, before and after. null: not set.")),
    blocked: z.optional(z.array(SeatId)).check(z.describe("With SEATS_BLOCKED: the seats that were blocked.")),
    unblocked: z.optional(z.array(SeatId)).check(z.describe("With SEATS_BLOCKED: the seats that were unblocked.")),
    refund: z
        .optional(z.object({ reservationId: ReservationId, refundId: z.string(), seatIds: z.array(SeatId), amount: Won }))
        .check(z.describe("With REFUNDED: what was refunded.")),
})
    .register(z.globalRegistry, {
    id: "PerformanceChangeRecord",
    examples: [
        {
            changeId: "chg_8Yq2mV0sT1x5Yg3e",
            kind: "SEATS_BLOCKED",
            at: "2026-12-01T11:04:10.000Z",
            by: "operator",
            reason: "The mixing desk needs these seats.",
            blocked: ["A-3-11", "A-3-12"],
            unblocked: [],
        },
    ],
});
export const PerformanceChangesSchema = z
    .object({ items: z.array(PerformanceChangeRecordSchema), nextCursor: NextCursor })
    .register(z.globalRegistry, { id: "PerformanceChanges" });
export const performanceControlRoutes = {
    changePerformance: route({
        method: "PATCH",
        path: "/v1/admin/performances/{performanceId}",
        summary: "Change the times, prices or limits of a performance",
        description: "Takes effect within seconds, for what begins from then on: a hold or a sale keeps what it was made with. Recorded with its operator, time and reason; a request that changes nothing is not recorded.",
        caller: "operator",
        params: ofPerformance,
        body: PerformanceChangeSchema,
        responses: { 200: { description: "The performance after the change.", body: PerformanceSchema } },
        errors: ["PERFORMANCE_NOT_FOUND", "PERFORMANCE_CALLED_OFF", "REQUEST_IN_PROGRESS"],
    }),
    listPerformanceChanges: route({
        method: "GET",
        path: "/v1/admin/performances/{performanceId}/changes",
        summary: "List what operators have done to a performance, newest first",
        caller: "operator",
        params: ofPerformance,
        query: Page,
        responses: { 200: { description: "A page of the record of changes.", body: PerformanceChangesSchema } },
        errors: ["PERFORMANCE_NOT_FOUND"],
    }),
};
