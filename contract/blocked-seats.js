/** For operators: seats that are kept from the sale. */
import * as z from "zod/mini";
import { areUnique, ofPerformance, PerformanceId, Reason, SeatId, ServerTime } from "#contract/common.ts";
import { route } from "#contract/route.ts";
/** The most seats that one request blocks and unblocks: all of them change in one transaction, with its record. */
export const BLOCKED_SEATS_MAX = 90;
const Seats = z._default(z.array(SeatId).check(z.maxLength(BLOCKED_SEATS_MAX), z.refine(areUnique, "A seat may be listed only once.")), []);
export const BlockedSeatsChangeSchema = z
    .strictObject({
    block: Seats.check(z.describe("Free seats that nobody may hold from now on.")),
    unblock: Seats.check(z.describe("Blocked seats that are free again.")),
    reason: Reason,
})
    .check(z.refine(({ block, unblock }) => block.length + unblock.length > 0, {
    message: "Name at least one seat.",
    path: ["block"],
}), z.refine(({ block, unblock }) => block.length + unblock.length <= BLOCKED_SEATS_MAX, {
    message: `Name at most ${BLOCKED_SEATS_MAX} seats.`,
    path: ["block"],
}), z.refine(({ block, unblock }) => areUnique([...block, ...unblock]), {
    message: "A seat can't be both blocked and unblocked.",
    path: ["unblock"],
}))
    .register(z.globalRegistry, {
    id: "BlockedSeatsChange",
    examples: [{ block: ["A-3-11", "A-3-12"], unblock: [], reason: "The mixing desk needs these seats." }],
});
export const BlockedSeatsSchema = z
    .object({
    performanceId: PerformanceId,
    blocked: z.array(SeatId).check(z.describe("Seats that this request has blocked.")),
    unblocked: z.array(SeatId).check(z.describe("Seats that this request has unblocked.")),
    serverTime: ServerTime,
})
    .register(z.globalRegistry, {
    id: "BlockedSeats",
    examples: [
        {
            performanceId: "per_4kD0aP7cQz",
            blocked: ["A-3-11", "A-3-12"],
            unblocked: [],
            serverTime: "2026-12-01T11:04:10.000Z",
        },
    ],
});
export const blockedSeatRoutes = {
    changeBlockedSeats: route({
        method: "POST",
        path: "/v1/admin/performances/{performanceId}/blocked-seats",
        summary: "Block and unblock seats",
        description: "Changes all of the seats or none, and records it with its operator, time and reason. Only free seats can be blocked: seats of a hold or a sale are refused. A seat that already is as it should be is left alone, so a repeat does no harm; a request that changes nothing is not recorded.",
        caller: "operator",
        params: ofPerformance,
        body: BlockedSeatsChangeSchema,
        responses: { 200: { description: "The seats that have changed.", body: BlockedSeatsSchema } },
        errors: ["PERFORMANCE_NOT_FOUND", "SEAT_NOT_FOUND", "SEAT_TAKEN", "REQUEST_IN_PROGRESS"],
    }),
};
