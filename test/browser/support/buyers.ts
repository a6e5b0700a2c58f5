/** People who buy, through the API alone: what a test needs to have happened before a page is opened. */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { CallResult } from "#client/call-types.ts";
import { createEncoreClient } from "#client/encore-client.ts";
import { ProblemError } from "#client/problem-error.ts";
import type { EncoreClient } from "#client/table-client.ts";
import { type Place, waitForTurn, waitingCalls } from "#client/wait-for-turn.ts";
import { fetchAccessToken } from "#local/identity/access-token.ts";
import { type ServiceUnderTest, service } from "#test/browser/support/service.ts";

export interface Buyer {
  /** Also the user's id. */
  readonly name: string;
  readonly token: string;
  /** Calls the service as this user. */
  readonly client: EncoreClient;
}

export type Reservation = CallResult<"readReservation">["body"];

interface BuyerOptions {
  readonly service?: ServiceUnderTest;
  /** Something to read at the start of the name. */
  readonly name?: string;
  readonly groups?: readonly string[];
  /** Points on the balance. */
  readonly points?: number;
}

const TOP_UP_MAX = 1_000_000;

/** A user who has never called before. */
export const newBuyer = async (options: BuyerOptions = {}): Promise<Buyer> => {
  const { url, issuer } = options.service ?? service;
  const name = `${options.name ?? "mina"}-${randomBytes(3).toString("hex")}`;
  const { groups } = options;
  const token = await fetchAccessToken(issuer, { user: name, ...(groups === undefined ? {} : { groups }) });
  const buyer = { name, token, client: createEncoreClient({ url, userToken: token }) };
  if (options.points !== undefined) await topUp(buyer, options.points);
  return buyer;
};

export const topUp = async ({ client }: Buyer, points: number): Promise<void> => {
  for (let left = points; left > 0; left -= TOP_UP_MAX) {
    await client.call("topUpBalance", { body: { amount: Math.min(left, TOP_UP_MAX) } });
  }
};

/** Joins a queue without waiting. */
export const joinQueue = async ({ client }: Buyer, concertId: string): Promise<Place> =>
  (await client.call("joinQueue", { params: { concertId } })).body;

const NUMBERED_SECONDS_MAX = 60;

/** Joins a queue and waits until the place is found without its token, as by another device: a join is numbered a moment later. */
export const joinNumbered = async (buyer: Buyer, concertId: string): Promise<Place> => {
  await joinQueue(buyer, concertId);
  const deadline = Date.now() + NUMBERED_SECONDS_MAX * 1000;
  for (;;) {
    try {
      return (await buyer.client.call("readQueueToken", { params: { concertId } })).body;
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== "QUEUE_TOKEN_NOT_FOUND" || Date.now() > deadline)
        throw error;
      await sleep(250);
    }
  }
};

/** Pauses of at most this length: a test has no time for the pace of a crowd. */
const PAUSE_SECONDS_MAX = 0.25;

/** Joins a queue, waits for the turn and claims it. @returns the queue token of somebody who is admitted */
export const admit = async ({ client }: Buyer, concertId: string): Promise<string> => {
  const calls = waitingCalls(client, concertId);
  const waiting = waitForTurn({ ...calls, pause: (seconds) => sleep(1000 * Math.min(seconds, PAUSE_SECONDS_MAX)) });
  for (;;) {
    const { done, value } = await waiting.next();
    if (done === true) return value.token;
  }
};

/** Holds these seats. */
export const hold = async (
  { client }: Buyer,
  queueToken: string,
  performanceId: string,
  seatIds: readonly string[],
): Promise<Reservation> => {
  const body = { seatIds: [...seatIds] };
  return (await client.call("holdSeats", { params: { performanceId }, queueToken, body })).body;
};

/** Pays a reservation that the balance covers. */
export const pay = async ({ client }: Buyer, reservationId: string): Promise<void> => {
  await client.call("payReservation", { params: { reservationId } });
};
