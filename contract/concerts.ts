/** Concerts: reading and creating them. */
import * as z from "zod/mini";
import { ConcertId, Name, NextCursor, ofConcert, Page, ServerTime, Time } from "#contract/common.ts";
import { admitPerTick, claimSeconds, maxActive, passSeconds, sharePercent } from "#contract/queue-settings.ts";
import { type Routes, route } from "#contract/route.ts";

export const ConcertSchema = z
  .object({
    concertId: ConcertId,
    title: Name,
    artist: Name,
    venue: Name,
    opensAt: Time.check(z.describe("When the sale opens. Who joins before is drawn by lot.")),
    closesAt: Time,
  })
  .register(z.globalRegistry, {
    id: "Concert",
    examples: [
      {
        concertId: "con_8Yq2mV0sT1",
        title: "Winter Nights",
        artist: "The Half Moons",
        venue: "Small Hall, Seoul",
        opensAt: "2026-12-01T11:00:00.000Z",
        closesAt: "2026-12-24T11:00:00.000Z",
      },
    ],
  });

/** A concert as it is read: with the clock that its opening is to be counted down by. */
export const ConcertNowSchema = z.extend(ConcertSchema, { serverTime: ServerTime }).register(z.globalRegistry, {
  id: "ConcertNow",
  examples: [
    {
      concertId: "con_8Yq2mV0sT1",
      title: "Winter Nights",
      artist: "The Half Moons",
      venue: "Small Hall, Seoul",
      opensAt: "2026-12-01T11:00:00.000Z",
      closesAt: "2026-12-24T11:00:00.000Z",
      serverTime: "2026-12-01T10:58:20.000Z",
    },
  ],
});

export const ConcertListSchema = z
  .object({ items: z.array(ConcertSchema), nextCursor: NextCursor, serverTime: ServerTime })
  .register(z.globalRegistry, { id: "ConcertList" });

const Presale = z.strictObject({
  group: z
    .string()
    .check(
      z.regex(/^\S{1,64}$/),
      z.describe("Group of the identity provider whose members stand in this lane; 1 to 64 characters, no space."),
    ),
  sharePercent: z._default(sharePercent, 30),
});

export const NewConcertSchema = z
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

export const concertRoutes = {
  listConcerts: route({
    method: "GET",
    path: "/v1/concerts",
    summary: "List the concerts, the last to open first",
    caller: "anyone",
    query: Page,
    responses: { 200: { description: "Concerts.", body: ConcertListSchema } },
    errors: [],
  }),
  readConcert: route({
    method: "GET",
    path: "/v1/concerts/{concertId}",
    summary: "Read a concert",
    caller: "anyone",
    params: ofConcert,
    responses: { 200: { description: "The concert.", body: ConcertNowSchema } },
    errors: ["CONCERT_NOT_FOUND"],
  }),
  createConcert: route({
    method: "POST",
    path: "/v1/admin/concerts",
    summary: "Create a concert and its line",
    description: "With an Idempotency-Key, a repeat returns the concert made first.",
    caller: "operator",
    idempotencyKey: "optional",
    body: NewConcertSchema,
    responses: { 201: { description: "The concert.", body: ConcertSchema } },
    errors: [],
  }),
} as const satisfies Routes;
