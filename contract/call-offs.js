/** For operators: calling a performance off, which gives everybody their money back. */
import * as z from "zod/mini";
import { Count, ofPerformance, PerformanceId, Reason, ServerTime, Time, Won } from "#contract/common.ts";
import { route } from "#contract/route.ts";
export const CallOffRequestSchema = z
    .strictObject({
    reason: Reason,
    dryRun: z
        .optional(z.boolean())
        .check(z.describe("true: nothing is called off. The response says what calling it off would mean.")),
})
    .register(z.globalRegistry, {
    id: "CallOffRequest",
    examples: [{ reason: "The singer is ill.", dryRun: true }, { reason: "The singer is ill." }],
});
export const CallOffPreviewSchema = z
    .object({
    performanceId: PerformanceId,
    holds: Count.check(z.describe("Holds that would end.")),
    reservations: Count.check(z.describe("Paid reservations that would be refunded.")),
    people: Count.check(z.describe("People who hold or own seats.")),
    won: Won.check(z.describe("What would be refunded, in won: all that was paid and has not been refunded yet.")),
    serverTime: ServerTime,
})
    .register(z.globalRegistry, {
    id: "CallOffPreview",
    examples: [
        {
            performanceId: "per_4kD0aP7cQz",
            holds: 12,
            reservations: 310,
            people: 318,
            won: 93000000,
            serverTime: "2026-12-20T09:00:00.000Z",
        },
    ],
});
export const CallOffSchema = z
    .object({
    performanceId: PerformanceId,
    status: z
        .enum(["RUNNING", "DONE"])
        .check(z.describe("DONE: nobody holds or owns a seat any more, and everybody has all of their money back.")),
    calledOffAt: Time,
    by: z.string().check(z.describe("User id of the operator.")),
    reason: z.string(),
    holds: Count.check(z.describe("Holds that have ended.")),
    reservations: Count.check(z.describe("Paid reservations that have been refunded.")),
    won: Won.check(z.describe("What has been refunded so far, in won.")),
    sections: Count,
    sectionsDone: Count.check(z.describe("Sections in which nobody holds or owns a seat any more, for good.")),
    doneAt: z.nullable(Time),
    serverTime: ServerTime,
})
    .register(z.globalRegistry, {
    id: "CallOff",
    examples: [
        {
            performanceId: "per_4kD0aP7cQz",
            status: "RUNNING",
            calledOffAt: "2026-12-20T09:00:00.000Z",
            by: "operator",
            reason: "The singer is ill.",
            holds: 12,
            reservations: 184,
            won: 55200000,
            sections: 8,
            sectionsDone: 0,
            doneAt: null,
            serverTime: "2026-12-20T09:00:04.000Z",
        },
    ],
});
export const callOffRoutes = {
    callOffPerformance: route({
        method: "POST",
        path: "/v1/admin/performances/{performanceId}/call-off",
        summary: "Call a performance off, or ask what that would mean",
        description: "Can't be undone. Within seconds nothing of the performance can be held, paid, extended or cancelled any more. Then every hold ends, and everybody who paid gets all of the money back exactly once, whatever the refund rule says. A repeat returns the progress.",
        caller: "operator",
        params: ofPerformance,
        body: CallOffRequestSchema,
        responses: {
            200: { description: "With `dryRun`: what calling it off would mean.", body: CallOffPreviewSchema },
            202: { description: "The performance is called off, and refunds have begun.", body: CallOffSchema },
        },
        errors: ["PERFORMANCE_NOT_FOUND", "PERFORMANCE_CALLED_OFF", "REQUEST_IN_PROGRESS"],
    }),
    readCallOff: route({
        method: "GET",
        path: "/v1/admin/performances/{performanceId}/call-off",
        summary: "Read how far calling a performance off has got",
        caller: "operator",
        params: ofPerformance,
        responses: { 200: { description: "The progress.", body: CallOffSchema } },
        errors: ["PERFORMANCE_NOT_FOUND", "NOT_CALLED_OFF"],
    }),
};
