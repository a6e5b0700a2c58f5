/** For operators: the settings and stats of a queue, and changing it. */
import * as z from "zod/mini";
import { ConcertId, Count, NextCursor, ofConcert, Page, ServerTime, Time } from "#contract/common.ts";
import { EstimatedWaitSchema, QueueStatusSchema } from "#contract/queue.ts";
import { admitPerTick, claimSeconds, maxActive, passSeconds, sharePercent } from "#contract/queue-settings.ts";
import { route } from "#contract/route.ts";
const QueueSettingsSchema = z.object({
    maxActive,
    admitPerTick,
    claimSeconds,
    passSeconds,
    paused: z.boolean(),
    opensAt: Time,
    closesAt: Time,
    presale: z.nullable(z.object({ group: z.string(), sharePercent })),
});
export const QueueChangeSchema = z
    .strictObject({
    maxActive: z.optional(maxActive),
    admitPerTick: z.optional(admitPerTick),
    claimSeconds: z.optional(claimSeconds),
    passSeconds: z.optional(passSeconds),
    paused: z.optional(z.boolean()),
    presaleSharePercent: z.optional(sharePercent),
    opensAt: z.optional(Time),
    closesAt: z.optional(Time),
    closed: z
        .optional(z.literal(true))
        .check(z.describe("Ends the sale now: nobody else is admitted. To open it again, set a later closesAt.")),
})
    .check(z.refine((change) => Object.keys(change).length > 0, "Set at least one setting."))
    .register(z.globalRegistry, { id: "QueueChange", examples: [{ paused: true }, { maxActive: 2000 }] });
export const QueueStatsSchema = z
    .object({
    concertId: ConcertId,
    status: QueueStatusSchema,
    settings: QueueSettingsSchema,
    issued: Count.check(z.describe("The last number given out in the general lane.")),
    served: Count.check(z.describe("The last number admitted in the general lane.")),
    presale: z
        .nullable(z.object({ issued: Count, served: Count, waiting: Count }))
        .check(z.describe("The presale lane, whose numbers start at 1,000,000,001; null if the concert has none.")),
    waiting: Count.check(z.describe("Numbers of both lanes not yet admitted. People who left are counted until their turn.")),
    admitted: Count.check(z.describe("Numbers admitted so far, in both lanes.")),
    active: Count.check(z.describe("People inside, and admitted people who can still claim. Above maxActive only if maxActive was lowered.")),
    claimed: Count.check(z.describe("People inside: they claimed their turn, and have not paid or left.")),
    noShowRate: z
        .nullable(z.number())
        .check(z.describe("Share of recently admitted people who did not claim, from 0 to 1; null while unknown.")),
    admittedPerMinute: Count.check(z.describe("People admitted in the last minute, in both lanes.")),
    meanStaySeconds: Count.check(z.describe("Mean time between admission and leaving, no-shows included. Estimated until enough people have left.")),
    estimatedWaitSeconds: EstimatedWaitSchema.check(z.describe("For somebody who joins the general lane now; null while the queue is not OPEN.")),
    seatsLeft: Count.check(z.describe("Seats that anybody may take.")),
    accessibleUnitsLeft: Count.check(z.describe("Accessible seats with their companion seats that are kept back for people who need them.")),
    seatsHeld: Count.check(z.describe("Seats held and not yet paid for.")),
    buyers: Count.check(z.describe("People who hold or have bought seats.")),
    serverTime: ServerTime,
})
    .register(z.globalRegistry, {
    id: "QueueStats",
    examples: [
        {
            concertId: "con_8Yq2mV0sT1",
            status: "OPEN",
            settings: {
                maxActive: 500,
                admitPerTick: 100,
                claimSeconds: 60,
                passSeconds: 600,
                paused: false,
                opensAt: "2026-12-01T11:00:00.000Z",
                closesAt: "2026-12-24T11:00:00.000Z",
                presale: { group: "fan-club", sharePercent: 30 },
            },
            issued: 41250,
            served: 1000,
            presale: { issued: 1000004120, served: 1000000430, waiting: 3690 },
            waiting: 43940,
            admitted: 1430,
            active: 487,
            claimed: 310,
            noShowRate: 0.12,
            admittedPerMinute: 1200,
            meanStaySeconds: 141,
            estimatedWaitSeconds: { low: 9100, high: 16400 },
            seatsLeft: 37,
            accessibleUnitsLeft: 2,
            seatsHeld: 412,
            buyers: 790,
            serverTime: "2026-12-01T11:00:50.000Z",
        },
    ],
});
const SettingValue = z.union([z.string(), z.number(), z.boolean()]);
export const QueueChangesSchema = z
    .object({
    items: z.array(z.object({
        revision: z.int().check(z.gte(1), z.describe("1, 2, 3 … without gaps.")),
        at: Time,
        by: z.string().check(z.describe("User id of the operator.")),
        changes: z.array(z.object({ setting: z.string(), from: SettingValue, to: SettingValue })),
    })),
    nextCursor: NextCursor,
})
    .register(z.globalRegistry, {
    id: "QueueChanges",
    examples: [
        {
            items: [
                {
                    revision: 2,
                    at: "2026-12-01T11:04:10.000Z",
                    by: "operator",
                    changes: [{ setting: "paused", from: false, to: true }],
                },
            ],
            nextCursor: null,
        },
    ],
});
export const queueControlRoutes = {
    readQueueStats: route({
        method: "GET",
        path: "/v1/admin/concerts/{concertId}/queue",
        summary: "Read the settings and stats of a queue",
        caller: "operator",
        params: ofConcert,
        responses: { 200: { description: "Settings and stats.", body: QueueStatsSchema } },
        errors: ["CONCERT_NOT_FOUND"],
    }),
    changeQueue: route({
        method: "PATCH",
        path: "/v1/admin/concerts/{concertId}/queue",
        summary: "Change the settings of a queue, pause it, resume it",
        description: "The change takes effect at the next admission tick, and is recorded with its operator and time. A request that changes nothing is not recorded.",
        caller: "operator",
        params: ofConcert,
        body: QueueChangeSchema,
        responses: { 200: { description: "Settings and stats.", body: QueueStatsSchema } },
        errors: ["CONCERT_NOT_FOUND", "SALE_ALREADY_DRAWN", "REQUEST_IN_PROGRESS"],
    }),
    listQueueChanges: route({
        method: "GET",
        path: "/v1/admin/concerts/{concertId}/queue/changes",
        summary: "List the changes to a queue's settings, newest first",
        caller: "operator",
        params: ofConcert,
        query: Page,
        responses: { 200: { description: "A page of changes.", body: QueueChangesSchema } },
        errors: ["CONCERT_NOT_FOUND"],
    }),
};
