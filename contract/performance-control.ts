/** For operators: the record of what operators have done to a performance. */
import * as z from "zod/mini";
import { NextCursor, ofPerformance, Page, ReservationId, SeatId, Time, Won } from "#contract/common.ts";
import { type Routes, route } from "#contract/route.ts";

const FieldValue = z.nullable(z.union([z.string(), z.number()]));

export const PerformanceChangeRecordSchema = z
  .object({
    changeId: z.string().check(z.describe("Opaque id of the act."), z.meta({ examples: ["chg_8Yq2mV0sT1x5Yg3e"] })),
    kind: z
      .enum(["CHANGED", "SEATS_BLOCKED", "CALLED_OFF", "REFUNDED"])
      .check(
        z.describe(
          "CHANGED: its times, prices or limits. SEATS_BLOCKED: seats were blocked or unblocked. CALLED_OFF: it was called off. REFUNDED: a reservation was refunded outside the rule.",
        ),
      ),
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
} as const satisfies Routes;
