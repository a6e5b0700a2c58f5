import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "@jest/globals";
import { type ApiResponse, call } from "#test/conformance/support/client.ts";
import { persist, until } from "#test/conformance/support/polling.ts";
import type { Several } from "#test/conformance/support/several.ts";
import type { Queue, QueueToken } from "#test/conformance/support/shapes.ts";
import { newUsers, type User } from "#test/conformance/support/users.ts";

/** A user whose turn has come. */
export interface Guest {
  readonly user: User;
  readonly queueToken: string;
}

/** How many arrivals the draw of a small lobby adds for joins that are numbered late. */
export const SMALL_RESERVE = 5;

const WAIT_SECONDS_MAX = 60;
const WATCH_MS = 400;
const NUMBER_POLL_MS = 800;

const place = (method: string, concertId: string, user: User, queueToken?: string): Promise<ApiResponse<QueueToken>> =>
  call<QueueToken>(method, `/v1/concerts/${concertId}/queue-token`, {
    user,
    ...(queueToken === undefined ? {} : { queueToken }),
  });

/** POST queue-token: joins, or returns the user's place. */
export const join = (concertId: string, user: User, queueToken?: string) => place("POST", concertId, user, queueToken);

/** GET queue-token. */
export const readPlace = (concertId: string, user: User, queueToken?: string) =>
  place("GET", concertId, user, queueToken);

/** DELETE queue-token. */
export const leave = (concertId: string, user: User) => place("DELETE", concertId, user);

export const readQueue = async (concertId: string): Promise<Queue> => {
  const response = await call<Queue>("GET", `/v1/concerts/${concertId}/queue`);
  expect(response.status).toBe(200);
  return response.body;
};

/** Waits until the queue is in this state. */
export const untilQueue = (concertId: string, status: Queue["status"]): Promise<Queue> =>
  until(`queue ${concertId} is ${status}`, async () => {
    const queue = await readQueue(concertId);
    return queue.status === status ? queue : undefined;
  });

/** Joins and waits for a number. */
export const takeNumber = async (concertId: string, user: User): Promise<QueueToken & { readonly number: number }> => {
  const { response: joined } = await persist(() => join(concertId, user));
  expect([200, 201]).toContain(joined.status);
  // A number takes about a second. A crowd that polled much more often would only wait for its own requests.
  await sleep(NUMBER_POLL_MS * (1 + Math.random()));
  return until(
    `a number for ${user.name}`,
    async () => {
      const { response } = await persist(() => readPlace(concertId, user, joined.body.token));
      expect(response.status).toBe(200);
      return response.body.number === null ? undefined : { ...response.body, number: response.body.number };
    },
    WAIT_SECONDS_MAX,
    NUMBER_POLL_MS,
  );
};

const watched = new Map<string, { readonly at: number; readonly queue: Promise<Queue> }>();

/** The state of the queue, at most 0.4 s old and read once for everyone who waits. */
const watchQueue = (concertId: string): Promise<Queue> => {
  const last = watched.get(concertId);
  if (last !== undefined && Date.now() - last.at < WATCH_MS) return last.queue;
  const queue = readQueue(concertId);
  watched.set(concertId, { at: Date.now(), queue });
  return queue;
};

/** Takes a number, waits for the turn and claims it. */
export const waitForTurn = async (concertId: string, user: User): Promise<QueueToken> => {
  const place = await takeNumber(concertId, user);
  const { number, token } = place;
  // Reading a place claims a turn that has come.
  if (place.status === "ADMITTED") return place;
  const deadline = Date.now() + WAIT_SECONDS_MAX * 1000;
  while (Date.now() < deadline) {
    const { served } = await watchQueue(concertId);
    if (served >= number) {
      const { response } = await persist(() => join(concertId, user, token));
      expect(response.status).toBe(200);
      if (response.body.status === "ADMITTED") return response.body;
    }
    await sleep(WATCH_MS);
  }
  throw new Error(`Number ${number} of ${concertId} was not admitted within ${WAIT_SECONDS_MAX} s.`);
};

/** Waits until these users are admitted. */
export const admit = (concertId: string, users: readonly User[]): Promise<readonly Guest[]> =>
  Promise.all(users.map(async (user) => ({ user, queueToken: (await waitForTurn(concertId, user)).token })));

/** Waits until this number of new users are admitted. */
export const admitNew = async <Count extends number>(concertId: string, count: Count): Promise<Several<Guest, Count>> =>
  (await admit(concertId, await newUsers(count))) as Several<Guest, Count>;
