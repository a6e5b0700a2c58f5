/** The queue of a concert, as anybody watches it and as a user stands in it. */
import * as z from "zod/mini";
import { ConcertId, Count, ofConcert, ServerTime, Time } from "#contract/common.ts";
import { type Routes, route } from "#contract/route.ts";

export const NextPollSeconds = z
  .int()
  .check(z.gte(1), z.describe("Ask again after this many seconds."), z.meta({ examples: [2] }));

const Lane = z
  .enum(["GENERAL", "PRESALE"])
  .check(z.describe("PRESALE for holders of the concert's presale group; each lane keeps its own order."));

const SeatsLeft = z
  .nullable(Count)
  .check(z.describe("Seats that are neither held nor sold, as of the last admission tick; null before the first."));

export const QueueTokenSchema = z
  .object({
    concertId: ConcertId,
    token: z.string().check(z.describe("Send it in the Queue-Token header. Books only once status is ADMITTED.")),
    status: z.enum(["WAITING", "ADMITTED"]),
    lane: Lane,
    number: z
      .nullable(z.int())
      .check(
        z.describe(
          "Place in the line, from 1, in the presale lane from 1,000,000,001; null until the arrival is numbered, in the lobby until the draw.",
        ),
      ),
    ahead: z
      .nullable(Count)
      .check(z.describe("How many numbers of the lane are to be admitted before this one; null while number is null.")),
    estimatedWaitSeconds: z
      .nullable(z.object({ low: Count, high: Count }))
      .check(
        z.describe(
          "Until the turn comes, from updateStay admissions; null while the line does not move or number is null.",
        ),
      ),
    seatsLeft: SeatsLeft,
    chance: z
      .nullable(z.enum(["likely", "possible", "unlikely"]))
      .check(
        z.describe(
          "Of a seat being left when the turn comes, from what those before take on average; null while number is null and once admitted.",
        ),
      ),
    expiresAt: z.nullable(Time).check(z.describe("When the admission ends; null while waiting.")),
    nextPollSeconds: NextPollSeconds,
    serverTime: ServerTime,
  })
  .register(z.globalRegistry, {
    id: "QueueToken",
    examples: [
      {
        concertId: "con_8Yq2mV0sT1",
        token: "eyJhbGciOiJFUzI1NiJ9…",
        status: "WAITING",
        lane: "GENERAL",
        number: 1204,
        ahead: 203,
        estimatedWaitSeconds: { low: 97, high: 183 },
        seatsLeft: 2310,
        chance: "likely",
        expiresAt: null,
        nextPollSeconds: 10,
        serverTime: "2026-12-01T11:00:05.000Z",
      },
    ],
  });

export const QueueSchema = z
  .object({
    concertId: ConcertId,
    status: z.enum(["LOBBY", "OPEN", "PAUSED", "SOLD_OUT", "CLOSED"]),
    opensAt: Time,
    closesAt: Time,
    issued: Count.check(z.describe("The last number given out in the general lane.")),
    served: Count.check(z.describe("The last number admitted there. A number up to this one can be claimed.")),
    presale: z
      .nullable(
        z.object({
          sharePercent: z.int().check(z.describe("Part of each tick that the presale lane is given.")),
          issued: Count.check(z.describe("As above; the presale lane's numbers begin at 1,000,000,001.")),
          served: Count,
        }),
      )
      .check(z.describe("The presale lane; null for a concert without one.")),
    admittedPerMinute: Count.check(z.describe("People of both lanes, updateStay over the last minute.")),
    seatsLeft: SeatsLeft,
    nextPollSeconds: NextPollSeconds,
    draw: z.object({
      commitment: z.string().check(z.describe("SHA-256 of the seed, hexadecimal, published before the first join.")),
      seed: z.nullable(z.string()).check(z.describe("The seed, hexadecimal, once the lobby is drawn.")),
      lobbySize: z.nullable(Count).check(z.describe("How many places of the general lane were drawn.")),
      presaleLobbySize: z
        .nullable(Count)
        .check(z.describe("How many of the presale lane; null without one, or before the draw.")),
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
        seatsLeft: 2310,
        nextPollSeconds: 2,
        draw: { commitment: "5e88…42d8", seed: "70617373…", lobbySize: 40112, presaleLobbySize: 4003 },
        serverTime: "2026-12-01T11:00:50.000Z",
      },
    ],
  });

export const queueRoutes = {
  readQueue: route({
    method: "GET",
    path: "/v1/concerts/{concertId}/queue",
    summary: "Watch the line",
    description:
      "The same answer for everybody, so it can be cached. Whose number is not above `served` takes the turn up with POST …/queue-token.",
    caller: "anyone",
    params: ofConcert,
    responses: { 200: { description: "The state of the line.", body: QueueSchema } },
    errors: ["CONCERT_NOT_FOUND"],
    cacheControl: "public, max-age=1",
  }),
  joinQueue: route({
    method: "POST",
    path: "/v1/concerts/{concertId}/queue-token",
    summary: "Join the line, or get the queue token you have",
    description:
      "Without a place: joins the line (201). With a live place: returns it (200), admitted once its turn has come. " +
      "With a place whose time ran out: 410, the place is cancelled, and the next call joins again. " +
      "Any number of repeats, from any number of devices, has the effect of one. Send the queue token you have, if any, in QueueSchema-Token.",
    caller: "user",
    queueToken: "optional",
    params: ofConcert,
    responses: {
      200: { description: "The place you have.", body: QueueTokenSchema },
      201: { description: "You joined the line.", body: QueueTokenSchema },
    },
    errors: ["CONCERT_NOT_FOUND", "QUEUE_TOKEN_EXPIRED", "SOLD_OUT", "SALE_CLOSED", "TOO_MANY_REQUESTS"],
  }),
  readQueueToken: route({
    method: "GET",
    path: "/v1/concerts/{concertId}/queue-token",
    summary: "Read your place in the line",
    description: "Like POST, but never joins. Takes the turn up if it has come.",
    caller: "user",
    queueToken: "optional",
    params: ofConcert,
    responses: { 200: { description: "The place you have.", body: QueueTokenSchema } },
    errors: ["CONCERT_NOT_FOUND", "QUEUE_TOKEN_NOT_FOUND", "QUEUE_TOKEN_EXPIRED", "TOO_MANY_REQUESTS"],
  }),
  leaveQueue: route({
    method: "DELETE",
    path: "/v1/concerts/{concertId}/queue-token",
    summary: "Leave the line",
    description:
      "Gives up the place. Without a place it does nothing. Send the queue token you have: it also shows a place that is not numbered yet.",
    caller: "user",
    queueToken: "optional",
    params: ofConcert,
    responses: { 204: { description: "You are not in the line." } },
    errors: ["CONCERT_NOT_FOUND", "REQUEST_IN_PROGRESS"],
  }),
} as const satisfies Routes;
