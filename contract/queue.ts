import * as z from "zod/mini";
import { ConcertId, Count, ServerTime, Time } from "#contract/common.ts";

export const NextPollSeconds = z
  .int()
  .check(z.gte(1), z.describe("Ask again after this many seconds."), z.meta({ examples: [2] }));

const Lane = z
  .enum(["GENERAL", "PRESALE"])
  .check(z.describe("PRESALE for holders of the concert's presale group; each lane keeps its own order."));

const SeatsLeft = z
  .nullable(Count)
  .check(z.describe("Seats that are neither held nor sold, as of the last admission tick; null before the first."));

export const QueueToken = z
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
          "Until the turn comes, from measured admissions; null while the line does not move or number is null.",
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

export const Queue = z
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
    admittedPerMinute: Count.check(z.describe("People of both lanes, measured over the last minute.")),
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

export const JsonWebKeySet = z
  .object({
    keys: z.array(
      z.object({
        kty: z.literal("EC"),
        crv: z.literal("P-256"),
        x: z.string(),
        y: z.string(),
        kid: z.string(),
        alg: z.literal("ES256"),
        use: z.literal("sig"),
      }),
    ),
  })
  .register(z.globalRegistry, {
    id: "JsonWebKeySet",
    examples: [
      {
        keys: [
          {
            kty: "EC",
            crv: "P-256",
            x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
            kid: "2026-11",
            alg: "ES256",
            use: "sig",
          },
        ],
      },
    ],
  });
