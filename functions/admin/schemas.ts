import * as z from "zod/mini";
import { ConcertId, Count, NextCursor, ServerTime, Time } from "#contract/common.ts";
import { Name, OrphanRule } from "#contract/concerts.ts";
import { SEATS_PER_HOLD_MAX } from "#contract/reservations.ts";
import { areUnique, NewSection } from "#contract/sections.ts";

const maxActive = z.int().check(z.gte(1), z.lte(1_000_000), z.describe("Admitted people at one time, at most."));
const admitPerTick = z.int().check(z.gte(1), z.lte(10_000), z.describe("People admitted by one tick, at most."));
const claimSeconds = z.int().check(z.gte(1), z.lte(600), z.describe("How long a turn waits to be taken up."));
const passSeconds = z.int().check(z.gte(1), z.lte(7200), z.describe("How long an admission lasts once taken up."));

const sharePercent = z
  .int()
  .check(
    z.gte(1),
    z.lte(90),
    z.describe("Part of each tick for the presale lane; what it has nobody for goes to the rest."),
  );

const Presale = z.strictObject({
  group: z
    .string()
    .check(
      z.regex(/^\S{1,64}$/),
      z.describe("Group of the identity provider whose members stand in this lane; 1 to 64 characters, no space."),
    ),
  sharePercent: z._default(sharePercent, 30),
});

export const NewConcert = z
  .strictObject({
    title: Name,
    artist: Name,
    venue: Name,
    opensAt: Time,
    closesAt: Time,
    queue: z._default(
      z.strictObject({
        maxActive: z._default(maxActive, 500),
        admitPerTick: z._default(admitPerTick, 100),
        claimSeconds: z._default(claimSeconds, 60),
        passSeconds: z._default(passSeconds, 600),
        presale: z.optional(Presale),
      }),
      { maxActive: 500, admitPerTick: 100, claimSeconds: 60, passSeconds: 600 },
    ),
  })
  .check(
    z.refine((concert) => Date.parse(concert.opensAt) < Date.parse(concert.closesAt), {
      message: "closesAt must be after opensAt.",
      path: ["closesAt"],
    }),
  )
  .register(z.globalRegistry, {
    id: "NewConcert",
    examples: [
      {
        title: "Winter Nights",
        artist: "The Half Moons",
        venue: "Small Hall, Seoul",
        opensAt: "2026-12-01T11:00:00Z",
        closesAt: "2026-12-24T11:00:00Z",
        queue: {
          maxActive: 500,
          admitPerTick: 100,
          claimSeconds: 60,
          passSeconds: 600,
          presale: { group: "fan-club", sharePercent: 30 },
        },
      },
    ],
  });

export const NewPerformance = z
  .strictObject({
    startsAt: Time,
    salesOpenAt: z
      .optional(Time)
      .check(z.describe("When seats go on sale. If absent they already are, and the line alone decides who may buy.")),
    salesCloseAt: z.optional(Time).check(z.describe("When sales end; startsAt if absent.")),
    cancellableUntil: z
      .optional(Time)
      .check(z.describe("Until when bought seats can be given back for a refund; a day before startsAt if absent.")),
    seatLimit: z._default(
      z.int().check(z.gte(1), z.lte(SEATS_PER_HOLD_MAX), z.describe("Seats one person may hold or buy.")),
      4,
    ),
    orphanRule: z._default(OrphanRule, "OFF"),
    accessibleUntil: z
      .optional(Time)
      .check(
        z.describe("Until when accessible units are kept back for those who ask for one; salesCloseAt if absent."),
      ),
    sections: z.array(NewSection).check(
      z.minLength(1),
      z.maxLength(90),
      z.refine(
        (sections) => areUnique(sections.map((section) => section.sectionId)),
        "A section may be named once only.",
      ),
    ),
  })
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
            name: "Stalls",
            grade: "R",
            price: 150000,
            rows: [{ row: "1", from: 1, to: 20 }],
            focalPoint: { row: "1", number: 10 },
            accessible: [{ seat: "1-20", companions: ["1-19"] }],
          },
        ],
      },
    ],
  });

const QueueSettings = z.object({
  maxActive,
  admitPerTick,
  claimSeconds,
  passSeconds,
  paused: z.boolean(),
  opensAt: Time,
  closesAt: Time,
  presale: z.nullable(z.object({ group: z.string(), sharePercent })),
});

export const QueueChange = z
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

export const QueueFigures = z
  .object({
    concertId: ConcertId,
    status: z.enum(["LOBBY", "OPEN", "PAUSED", "SOLD_OUT", "CLOSED"]),
    settings: QueueSettings,
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
    meanStaySeconds: Count.check(z.describe("How long an admission lasts, no-shows included: measured, with a prior.")),
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

export const QueueChanges = z
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
