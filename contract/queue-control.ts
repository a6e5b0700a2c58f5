/** What operators see of a queue and change about it. */
import * as z from "zod/mini";
import { ConcertId, Count, NextCursor, ofConcert, Page, ServerTime, Time } from "#contract/common.ts";
import { admitPerTick, claimSeconds, maxActive, passSeconds, sharePercent } from "#contract/queue-settings.ts";
import { type Routes, route } from "#contract/route.ts";

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
      .check(z.describe("Ends the sale now: nobody else is admitted. A later closesAt opens it again.")),
  })
  .check(z.refine((change) => Object.keys(change).length > 0, "Name at least one setting."))
  .register(z.globalRegistry, { id: "QueueChange", examples: [{ paused: true }, { maxActive: 2000 }] });

export const QueueStatsSchema = z
  .object({
    concertId: ConcertId,
    status: z.enum(["LOBBY", "OPEN", "PAUSED", "SOLD_OUT", "CLOSED"]),
    settings: QueueSettingsSchema,
    issued: Count,
    served: Count,
    presale: z
      .nullable(z.object({ issued: Count, served: Count, waiting: Count }))
      .check(z.describe("The presale lane, whose numbers begin at 1,000,000,001; null without one.")),
    waiting: Count.check(
      z.describe("Numbers of both lanes not yet admitted; those who left are counted until their turn."),
    ),
    admitted: Count.check(z.describe("Numbers admitted so far.")),
    active: Count.check(
      z.describe("Live admissions, with those who may still come; never above maxActive unless maxActive was lowered."),
    ),
    claimed: Count.check(z.describe("People inside: they took their turn up and have not paid or left.")),
    noShowRate: z
      .nullable(z.number())
      .check(z.describe("Share of the people admitted lately who did not come, 0 to 1; null while none is known.")),
    admittedPerMinute: Count.check(z.describe("Measured over the last minute.")),
    meanStaySeconds: Count.check(
      z.describe("How long an admission lasts, no-shows included: updateStay, with a prior."),
    ),
    estimatedWaitSeconds: z
      .nullable(z.object({ low: Count, high: Count }))
      .check(z.describe("Of somebody who joins the general lane now; null while the line does not move.")),
    seatsLeft: Count,
    seatsHeld: Count.check(z.describe("Seats in holds that are not paid yet.")),
    buyers: Count.check(z.describe("People who hold or own seats.")),
    serverTime: ServerTime,
  })
  .register(z.globalRegistry, {
    id: "QueueFigures",
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
        seatsHeld: 412,
        buyers: 790,
        serverTime: "2026-12-01T11:00:50.000Z",
      },
    ],
  });

const SettingValue = z.union([z.string(), z.number(), z.boolean()]);

export const QueueChangesSchema = z
  .object({
    items: z.array(
      z.object({
        revision: z.int().check(z.gte(1), z.describe("1, 2, 3 … without a gap.")),
        at: Time,
        by: z.string().check(z.describe("User id of the operator.")),
        changes: z.array(z.object({ setting: z.string(), from: SettingValue, to: SettingValue })),
      }),
    ),
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
    summary: "Read the figures and settings of a line",
    caller: "operator",
    params: ofConcert,
    responses: { 200: { description: "Figures and settings.", body: QueueStatsSchema } },
    errors: ["CONCERT_NOT_FOUND"],
  }),
  changeQueue: route({
    method: "PATCH",
    path: "/v1/admin/concerts/{concertId}/queue",
    summary: "Change the settings of a line; pause and resume it",
    description:
      "Takes effect with the next admission tick, and is recorded with who and when. A change that changes nothing is not.",
    caller: "operator",
    params: ofConcert,
    body: QueueChangeSchema,
    responses: { 200: { description: "Figures and settings.", body: QueueStatsSchema } },
    errors: ["CONCERT_NOT_FOUND", "SALE_ALREADY_DRAWN", "REQUEST_IN_PROGRESS"],
  }),
  listQueueChanges: route({
    method: "GET",
    path: "/v1/admin/concerts/{concertId}/queue/changes",
    summary: "List who changed which settings of a line, newest first",
    caller: "operator",
    params: ofConcert,
    query: Page,
    responses: { 200: { description: "Changes.", body: QueueChangesSchema } },
    errors: ["CONCERT_NOT_FOUND"],
  }),
} as const satisfies Routes;
