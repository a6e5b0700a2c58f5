/** Concerts: listing, reading and creating them. */
import * as z from "zod/mini";
import {
  ConcertId,
  Name,
  NewName,
  NextCursor,
  ofConcert,
  Page,
  ServerTime,
  secondsOf,
  Time,
} from "#contract/common.ts";
import { admitPerTick, claimSeconds, maxActive, passSeconds, sharePercent } from "#contract/queue-settings.ts";
import { type Routes, route } from "#contract/route.ts";
import { DEFAULT_TIME_ZONE, TimeZone } from "#contract/time-zone.ts";

const example = {
  concertId: "con_8Yq2mV0sT1",
  title: "Winter Nights",
  artist: "The Half Moons",
  venue: "Small Hall, Seoul",
  timeZone: "Asia/Seoul",
  opensAt: "2026-12-01T11:00:00.000Z",
  closesAt: "2026-12-24T11:00:00.000Z",
};

export const ConcertSchema = z
  .object({
    concertId: ConcertId,
    title: Name,
    artist: Name,
    venue: Name,
    timeZone: TimeZone,
    opensAt: Time.check(z.describe("When the sale opens. Everyone who joined before is put in a random order.")),
    closesAt: Time.check(z.describe("When the sale ends.")),
  })
  .register(z.globalRegistry, {
    id: "Concert",
    examples: [example],
  });

/** A concert with the server's clock, so that a page can count down to its opening. */
export const ConcertNowSchema = z.extend(ConcertSchema, { serverTime: ServerTime }).register(z.globalRegistry, {
  id: "ConcertNow",
  examples: [{ ...example, serverTime: "2026-12-01T10:58:20.000Z" }],
});

export const ConcertListSchema = z
  .object({ items: z.array(ConcertSchema), nextCursor: NextCursor, serverTime: ServerTime })
  .register(z.globalRegistry, { id: "ConcertList" });

const Presale = z.strictObject({
  group: z
    .string()
    .check(
      z.regex(/^[^\s\p{Cc}\p{Cs}]{1,64}$/u, "A group has 1 to 64 characters, with no spaces or control characters."),
      z.describe("The identity provider's group whose members queue in this lane: 1 to 64 characters, no spaces."),
    ),
  sharePercent: z._default(sharePercent, 30),
});

export const NewConcertSchema = z
  .strictObject({
    title: NewName,
    artist: NewName,
    venue: NewName,
    timeZone: z._default(TimeZone, DEFAULT_TIME_ZONE),
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
    z.refine((concert) => secondsOf(concert.opensAt) < secondsOf(concert.closesAt), {
      message: "closesAt must be at least a second after opensAt: times are kept in whole seconds.",
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
        timeZone: "Asia/Seoul",
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
    summary: "List concerts, latest opening first",
    description: "The response is the same for everybody, so it is cached: a new concert appears within seconds.",
    caller: "anyone",
    query: Page,
    responses: { 200: { description: "A page of concerts.", body: ConcertListSchema } },
    errors: [],
    cache: { browserSeconds: 2, edgeSeconds: 2 },
  }),
  readConcert: route({
    method: "GET",
    path: "/v1/concerts/{concertId}",
    summary: "Read a concert",
    caller: "anyone",
    params: ofConcert,
    responses: { 200: { description: "The concert.", body: ConcertNowSchema } },
    errors: ["CONCERT_NOT_FOUND"],
    cache: { browserSeconds: 2, edgeSeconds: 2 },
  }),
  createConcert: route({
    method: "POST",
    path: "/v1/admin/concerts",
    summary: "Create a concert and its queue",
    description:
      "A repeat with the same Idempotency-Key returns the concert created first. " +
      "GET shows a new concert within seconds, as long as its Cache-Control says at most.",
    caller: "operator",
    idempotencyKey: "optional",
    body: NewConcertSchema,
    responses: { 201: { description: "The concert was created.", body: ConcertSchema } },
    errors: [],
  }),
} as const satisfies Routes;
