/** Concerts: listing, reading and creating them. */
import * as z from "zod/mini";
import { ConcertId, Name, NewContact, NewDescription, NewName, NextCursor, ofConcert, Page, ServerTime, secondsOf, Time, } from "#contract/common.ts";
import { admitPerTick, claimSeconds, maxActive, passSeconds, sharePercent } from "#contract/queue-settings.ts";
import { route } from "#contract/route.ts";
import { DEFAULT_TIME_ZONE, TimeZone } from "#contract/time-zone.ts";
/** What kind of event it is. */
export const ConcertKindSchema = z.enum(["CONCERT", "MUSICAL", "PLAY", "CLASSICAL", "SPORTS", "OTHER"]);
const kind = ConcertKindSchema.check(z.describe("What kind of event it is."));
const AgeLimit = z.int().check(z.describe("The lowest age at which people are let in, in years; 0: everybody."));
const RunningMinutes = z.int().check(z.describe("How long it lasts, in minutes, with its intervals."));
/** What a page shows of a concert in a list and on its own. null: the organiser has not said. */
const pageFields = {
    kind: z.nullable(kind),
    posterUrl: z.nullable(z.string()).check(z.describe("The address of a picture, with https.")),
    ageLimit: z.nullable(AgeLimit),
    runningMinutes: z.nullable(RunningMinutes),
    organiser: z.nullable(z.string()).check(z.describe("The name of the organiser.")),
    contact: z.nullable(z.string()).check(z.describe("Where to ask: a telephone number, an e-mail or web address.")),
};
const POSTER_URL_MAX = 2000;
const isHttps = (text) => /^https:\/\/[^\s"'<>\\]+$/.test(text) && URL.canParse(text);
const newPageFields = {
    kind: z.optional(kind),
    posterUrl: z.optional(z
        .string()
        .check(z.maxLength(POSTER_URL_MAX), z.refine(isHttps, "Send a web address that begins with https://."), z.describe("The address of a picture, with https, at most 2,000 characters."))),
    ageLimit: z.optional(AgeLimit.check(z.gte(0), z.lte(99))),
    runningMinutes: z.optional(RunningMinutes.check(z.gte(1), z.lte(1440))),
    organiser: z.optional(NewName).check(z.describe("The name of the organiser, at most 120 characters.")),
    contact: z
        .optional(NewContact)
        .check(z.describe("Where to ask: a telephone number, an e-mail or web address, at most 200 characters.")),
    description: z
        .optional(NewDescription)
        .check(z.describe("The text of its page: at most 4,000 characters. Paragraphs end with \\n.")),
};
const example = {
    concertId: "con_8Yq2mV0sT1",
    title: "Winter Nights",
    artist: "The Half Moons",
    venue: "Small Hall, Seoul",
    timeZone: "Asia/Seoul",
    opensAt: "2026-12-01T11:00:00.000Z",
    closesAt: "2026-12-24T11:00:00.000Z",
    kind: "CONCERT",
    posterUrl: "https://images.example/winter-nights.jpg",
    ageLimit: 8,
    runningMinutes: 120,
    organiser: "Half Moon Live",
    contact: "02-555-0100",
};
const description = "An evening of songs from the new record.\nWith guests.";
export const ConcertSchema = z
    .object({
    concertId: ConcertId,
    title: Name,
    artist: Name,
    venue: Name,
    timeZone: TimeZone,
    opensAt: Time.check(z.describe("When the sale opens. Everyone who joined before is put in a random order.")),
    closesAt: Time.check(z.describe("When the sale ends.")),
    ...pageFields,
})
    .register(z.globalRegistry, {
    id: "Concert",
    examples: [example],
});
/** A concert with its description, which a list does not have: a hundred of them would be a megabyte. */
export const ConcertDetailsSchema = z
    .extend(ConcertSchema, {
    description: z.nullable(z.string()).check(z.describe("The text of its page. Paragraphs end with \\n.")),
})
    .register(z.globalRegistry, { id: "ConcertDetails", examples: [{ ...example, description }] });
/** With the server's clock, so that a page can count down to the opening. */
export const ConcertNowSchema = z.extend(ConcertDetailsSchema, { serverTime: ServerTime }).register(z.globalRegistry, {
    id: "ConcertNow",
    examples: [{ ...example, description, serverTime: "2026-12-01T10:58:20.000Z" }],
});
export const ConcertListSchema = z
    .object({ items: z.array(ConcertSchema), nextCursor: NextCursor, serverTime: ServerTime })
    .register(z.globalRegistry, { id: "ConcertList" });
const Presale = z.strictObject({
    group: z
        .string()
        .check(z.regex(/^[^\s\p{Cc}\p{Cs}]{1,64}$/u, "A group has 1 to 64 characters, with no spaces or control characters."), z.describe("The identity provider's group whose members queue in this lane: 1 to 64 characters, no spaces.")),
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
    ...newPageFields,
    queue: z._default(z.strictObject({
        maxActive: z._default(maxActive, 500),
        admitPerTick: z._default(admitPerTick, 100),
        claimSeconds: z._default(claimSeconds, 60),
        passSeconds: z._default(passSeconds, 600),
        presale: z.optional(Presale),
    }), { maxActive: 500, admitPerTick: 100, claimSeconds: 60, passSeconds: 600 }),
})
    .check(z.refine((concert) => secondsOf(concert.opensAt) < secondsOf(concert.closesAt), {
    message: "closesAt must be at least a second after opensAt: times are kept in whole seconds.",
    path: ["closesAt"],
}))
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
            kind: "CONCERT",
            posterUrl: "https://images.example/winter-nights.jpg",
            ageLimit: 8,
            runningMinutes: 120,
            organiser: "Half Moon Live",
            contact: "02-555-0100",
            description,
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
        description: "A repeat with the same Idempotency-Key returns the concert created first. " +
            "GET shows a new concert within seconds, as long as its Cache-Control says at most.",
        caller: "operator",
        idempotencyKey: "optional",
        body: NewConcertSchema,
        responses: { 201: { description: "The concert was created.", body: ConcertDetailsSchema } },
        errors: [],
    }),
};
