/** The queue of a concert: watching it, and a user's place in it. */
import * as z from "zod/mini";
import { Category, ConcertId, Count, ofConcert, ServerTime, Time } from "#contract/common.ts";
import { type Routes, route } from "#contract/route.ts";

/** In the form of a signed token, with characters that a header may have. */
export const TOKEN_EXAMPLE =
  "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJtaW5hIn0.3uJ8l0Qk4yC1xkYw7r5m2oZbq9dVtHsXnEoGp6aLfIcTBvKjSxMzRwDyUgNhPiOeQ1a2s3d4f5g6h7j8k9l0zA";

const SEED_EXAMPLE = "b2d63216228a6c44da3fa02bb1640e29f39a2004179da78072905a3d0e303b16";
const COMMITMENT_EXAMPLE = "208c08d22c66032262bb8c1bb14fc466bf4c7bcc830813386526c62f081f3e34";

const PollSeconds = z.int().check(z.gte(1), z.meta({ examples: [2] }));

export const QueueStatusSchema = z
  .enum(["LOBBY", "OPEN", "PAUSED", "SOLD_OUT", "CLOSED"])
  .check(
    z.describe(
      "LOBBY until the draw at the opening. OPEN while people are admitted. PAUSED by an operator. SOLD_OUT while no seat is free that anybody may take. CLOSED after the sale.",
    ),
  );

export type QueueStatus = z.infer<typeof QueueStatusSchema>;

export const EstimatedWaitSchema = z.nullable(z.object({ low: Count, high: Count }));

const Lane = z
  .enum(["GENERAL", "PRESALE"])
  .check(z.describe("PRESALE for members of the concert's presale group. Each lane keeps its own order."));

const SeatsLeft = z
  .nullable(Count)
  .check(z.describe("Seats that anybody could take at the last admission tick; null before the first tick."));

export const ChanceSchema = z.enum(["likely", "possible", "unlikely"]);

const AdmissionSchema = z
  .object({
    tickSeconds: z.int().check(z.gte(1), z.describe("Time from one admission tick to the next.")),
    admitPerTick: Count.check(z.describe("The most people who are admitted in any tickSeconds, in both lanes.")),
    claimSeconds: Count.check(z.describe("How long people have to claim their turn.")),
    room: Count.check(z.describe("How many more people cap and seats allow, at the pace of the ticks.")),
    perSecond: z
      .number()
      .check(z.nonnegative(), z.describe("Once there is no more room: admissions a second, as people inside leave.")),
    vacant: Count.check(
      z.describe("How many of the numbers that wait have nobody any more, as far as is known. They are passed over."),
    ),
  })
  .check(z.describe("What the wait is estimated from."));

const DemandSchema = z
  .object({
    seatsHeld: Count.check(z.describe("Seats in holds that are not paid yet.")),
    undecided: Count.check(z.describe("People inside who are expected to take seats yet.")),
    seatsPerPerson: z.number().check(z.nonnegative(), z.describe("Seats that an admitted person takes on average.")),
  })
  .check(z.describe("What the chance of a seat is judged by, besides seatsLeft."));

export const QueueTokenSchema = z
  .object({
    concertId: ConcertId,
    token: z
      .string()
      .check(z.describe("Send it in the Queue-Token header. Booking calls accept it once status is ADMITTED.")),
    status: z.enum(["WAITING", "ADMITTED"]),
    lane: Lane,
    arrival: z
      .nullable(z.int())
      .check(
        z.describe(
          "The ordinal of your join in its lane; null until it is numbered. It is your number too, unless you were in the lobby: then the published draw gives the number of each arrival.",
        ),
      ),
    number: z
      .nullable(z.int())
      .check(
        z.describe(
          "Your number: numbers are admitted in order, from 1, in the presale lane from 1,000,000,001. Null until you have one; in the lobby, until the draw.",
        ),
      ),
    ahead: z
      .nullable(Count)
      .check(z.describe("How many numbers of your lane are admitted before yours; null while number is null.")),
    estimatedWaitSeconds: EstimatedWaitSchema.check(
      z.describe(
        "Until your turn, from recent admissions; null while number is null or the queue is not OPEN, and once admitted.",
      ),
    ),
    seatsLeft: SeatsLeft,
    chance: z
      .nullable(ChanceSchema)
      .check(
        z.describe(
          "How likely a seat is left at your turn, judged by how many seats people take on average; null while number is null, and once admitted.",
        ),
      ),
    expiresAt: z.nullable(Time).check(z.describe("When your pass ends; null while waiting.")),
    nextPollSeconds: PollSeconds.check(
      z.describe(
        "Read your place again after this many seconds. It grows with the number of people who wait. Once you have an arrival, watch GET …/queue instead.",
      ),
    ),
    serverTime: ServerTime,
  })
  .register(z.globalRegistry, {
    id: "QueueToken",
    examples: [
      {
        concertId: "con_8Yq2mV0sT1",
        token: TOKEN_EXAMPLE,
        status: "WAITING",
        lane: "GENERAL",
        arrival: 1204,
        number: 1204,
        ahead: 203,
        estimatedWaitSeconds: { low: 97, high: 183 },
        seatsLeft: 2310,
        chance: "likely",
        expiresAt: null,
        nextPollSeconds: 41,
        serverTime: "2026-12-01T11:00:05.000Z",
      },
    ],
  });

export const QueueSchema = z
  .object({
    concertId: ConcertId,
    status: QueueStatusSchema,
    opensAt: Time,
    closesAt: Time,
    issued: Count.check(z.describe("The last number given out in the general lane.")),
    served: Count.check(
      z.describe("The last number admitted in the general lane. Numbers up to this one can claim their turn."),
    ),
    presale: z
      .nullable(
        z.object({
          sharePercent: z.int().check(z.describe("The presale lane's share of each tick.")),
          issued: Count.check(z.describe("The last number given out. The presale lane starts at 1,000,000,001.")),
          served: Count.check(z.describe("The last number admitted in the presale lane.")),
        }),
      )
      .check(z.describe("The presale lane; null if the concert has none.")),
    admittedPerMinute: Count.check(z.describe("People admitted in the last minute, in both lanes.")),
    admission: AdmissionSchema,
    seatsLeft: SeatsLeft,
    accessibleUnitsLeft: z
      .nullable(Count)
      .check(
        z.describe(
          "Accessible seats with their companion seats that are kept back for people who need them, and not in seatsLeft. While they are left, people who need one can join with `accessible=true` although the status is SOLD_OUT.",
        ),
      ),
    soldOut: z
      .array(Category)
      .check(
        z.describe(
          "The categories of which nobody could take a seat at the last admission tick, at any performance that is on sale or will be; empty before the first tick. At most 1,000 bytes of names: further ones are left out.",
        ),
      ),
    demand: DemandSchema,
    nextPollSeconds: PollSeconds.check(
      z.describe(
        'Read this again after this many seconds if you have no place. The guide "How the queue works" says when people with a place do.',
      ),
    ),
    draw: z.object({
      at: Time.check(z.describe("When the lobby is drawn: some seconds after the opening.")),
      commitment: z
        .string()
        .check(z.describe("SHA-256 of the seed, in hexadecimal. It is published before the first join.")),
      seed: z.nullable(z.string()).check(z.describe("The seed, in hexadecimal; null until the lobby is drawn.")),
      lobbySize: z
        .nullable(Count)
        .check(
          z.describe("How many arrivals of the general lane were drawn, the reserve included; null before the draw."),
        ),
      presaleLobbySize: z
        .nullable(Count)
        .check(
          z.describe("The same for the presale lane; null before the draw, and if the concert has no presale lane."),
        ),
    }),
    serverTime: ServerTime,
  })
  .register(z.globalRegistry, {
    id: "Queue",
    examples: [
      {
        concertId: "con_8Yq2mV0sT1",
        status: "OPEN",
        opensAt: "2026-12-01T11:00:00.000Z",
        closesAt: "2026-12-24T11:00:00.000Z",
        issued: 41250,
        served: 1000,
        presale: { sharePercent: 30, issued: 1000004120, served: 1000000430 },
        admittedPerMinute: 1200,
        admission: { tickSeconds: 5, admitPerTick: 100, claimSeconds: 60, room: 0, perSecond: 4.2, vacant: 34 },
        seatsLeft: 2310,
        accessibleUnitsLeft: 6,
        soldOut: ["VIP"],
        demand: { seatsHeld: 190, undecided: 410, seatsPerPerson: 1.31 },
        nextPollSeconds: 5,
        draw: {
          at: "2026-12-01T11:00:05.000Z",
          commitment: COMMITMENT_EXAMPLE,
          seed: SEED_EXAMPLE,
          lobbySize: 40112,
          presaleLobbySize: 4003,
        },
        serverTime: "2026-12-01T11:00:50.000Z",
      },
    ],
  });

/** What everybody sees of a queue. */
export type PublicQueue = z.infer<typeof QueueSchema>;

export const queueRoutes = {
  readQueue: route({
    method: "GET",
    path: "/v1/concerts/{concertId}/queue",
    summary: "Watch the queue",
    description:
      "The response is the same for everybody and cached for a second, also by a CDN in front of the API. People who know their number or arrival " +
      "compute their place, their wait, their chance and the time of their next poll from it (`contract/waiting/`, which the typed client uses), " +
      "and need no other call until `served` reaches their number. Then they claim their turn with GET …/queue-token.",
    caller: "anyone",
    params: ofConcert,
    responses: { 200: { description: "The state of the queue.", body: QueueSchema } },
    errors: ["CONCERT_NOT_FOUND"],
    cache: { browserSeconds: 1, edgeSeconds: 1 },
  }),
  joinQueue: route({
    method: "POST",
    path: "/v1/concerts/{concertId}/queue-token",
    summary: "Join the queue, or read your place and claim your turn",
    description:
      "If you have no place, this call joins the queue (201). If you have one, it returns your place (200) and claims your turn if it has come. " +
      "If your place has expired, the response is 410, the place is cancelled, and the next call joins again. " +
      "However often you call, from any number of devices, you have one place. If you leave and join again and again, you have to wait before each next time (429). " +
      "Send your queue token, if you have one, in the Queue-Token header.",
    caller: "user",
    queueToken: "optional",
    params: ofConcert,
    query: z.strictObject({
      accessible: z
        .optional(z.literal("true"))
        .check(
          z.describe(
            "You need an accessible seat. While only those are left, the queue is SOLD_OUT for everybody else.",
          ),
        ),
    }),
    responses: {
      200: { description: "Your place.", body: QueueTokenSchema },
      201: { description: "You joined the queue.", body: QueueTokenSchema },
    },
    errors: ["CONCERT_NOT_FOUND", "QUEUE_TOKEN_EXPIRED", "SOLD_OUT", "SALE_CLOSED", "TOO_MANY_REQUESTS"],
  }),
  readQueueToken: route({
    method: "GET",
    path: "/v1/concerts/{concertId}/queue-token",
    summary: "Read your place in the queue",
    description:
      "Like POST, but it never joins. It claims your turn if it has come. Its capacity is apart from that of POST, so that a rush of joins refuses no claim.",
    caller: "user",
    queueToken: "optional",
    params: ofConcert,
    responses: { 200: { description: "Your place.", body: QueueTokenSchema } },
    errors: ["CONCERT_NOT_FOUND", "QUEUE_TOKEN_NOT_FOUND", "QUEUE_TOKEN_EXPIRED", "TOO_MANY_REQUESTS"],
  }),
  leaveQueue: route({
    method: "DELETE",
    path: "/v1/concerts/{concertId}/queue-token",
    summary: "Leave the queue",
    description:
      "Gives up your place. If you have no place, nothing happens. Send your queue token too: without it, a place that is not numbered yet is not found.",
    caller: "user",
    queueToken: "optional",
    params: ofConcert,
    responses: { 204: { description: "You are not in the queue." } },
    errors: ["CONCERT_NOT_FOUND", "REQUEST_IN_PROGRESS"],
  }),
} as const satisfies Routes;
