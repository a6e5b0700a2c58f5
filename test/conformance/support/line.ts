import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "@jest/globals";
import { type Answer, call } from "#test/conformance/support/client.ts";
import { persist, until } from "#test/conformance/support/polling.ts";
import type { Several } from "#test/conformance/support/several.ts";
import type { Queue, QueueToken } from "#test/conformance/support/shapes.ts";
import { newUsers, type User } from "#test/conformance/support/users.ts";

/** A user whose turn has come. */
export interface Guest {
  readonly user: User;
  readonly queueToken: string;
}

const WAIT_SECONDS_MAX = 60;
const WATCH_MS = 400;
const NUMBER_POLL_MS = 800;

const place = (method: string, concertId: string, user: User, queueToken?: string): Promise<Answer<QueueToken>> =>
  call<QueueToken>(method, `/v1/concerts/${concertId}/queue-token`, {
    user,
    ...(queueToken === undefined ? {} : { queueToken }),
  });

/** POST queue-token: joins, or gets the place that the user has. */
export const join = (concertId: string, user: User, queueToken?: string) => place("POST", concertId, user, queueToken);

/** GET queue-token. */
export const readPlace = (concertId: string, user: User, queueToken?: string) =>
  place("GET", concertId, user, queueToken);

/** DELETE queue-token. */
export const leave = (concertId: string, user: User) => place("DELETE", concertId, user);

export const readQueue = async (concertId: string): Promise<Queue> => {
  const answer = await call<Queue>("GET", `/v1/concerts/${concertId}/queue`);
  expect(answer.status).toBe(200);
  return answer.body;
};

/** Waits until the line says that it is in this state. */
export const untilQueue = (concertId: string, status: Queue["status"]): Promise<Queue> =>
  until(`queue ${concertId} is ${status}`, async () => {
    const queue = await readQueue(concertId);
    return queue.status === status ? queue : undefined;
  });

/** Joins and waits for a number. */
export const takeNumber = async (concertId: string, user: User): Promise<QueueToken & { readonly number: number }> => {
  const { answer: joined } = await persist(() => join(concertId, user));
  expect([200, 201]).toContain(joined.status);
  // A number takes a second or so. A crowd that asked much more often would only wait for its own questions.
  await sleep(NUMBER_POLL_MS * (1 + Math.random()));
  return until(
    `a number for ${user.name}`,
    async () => {
      const { answer } = await persist(() => readPlace(concertId, user, joined.body.token));
      expect(answer.status).toBe(200);
      return answer.body.number === null ? undefined : { ...answer.body, number: answer.body.number };
    },
    WAIT_SECONDS_MAX,
    NUMBER_POLL_MS,
  );
};

const watched = new Map<string, { readonly at: number; readonly queue: Promise<Queue> }>();

/** The state of the line, at most 0.4 s old and read once for everybody who waits: that is what it is made for. */
const watchQueue = (concertId: string): Promise<Queue> => {
  const last = watched.get(concertId);
  if (last !== undefined && Date.now() - last.at < WATCH_MS) return last.queue;
  const queue = readQueue(concertId);
  watched.set(concertId, { at: Date.now(), queue });
  return queue;
};

/** Takes a number, waits for the turn and takes it up. */
export const waitForTurn = async (concertId: string, user: User): Promise<QueueToken> => {
  const place = await takeNumber(concertId, user);
  const { number, token } = place;
  // Reading a place takes a turn up that has come.
  if (place.status === "ADMITTED") return place;
  const deadline = Date.now() + WAIT_SECONDS_MAX * 1000;
  while (Date.now() < deadline) {
    const { served } = await watchQueue(concertId);
    if (served >= number) {
      const { answer } = await persist(() => join(concertId, user, token));
      expect(answer.status).toBe(200);
      if (answer.body.status === "ADMITTED") return answer.body;
    }
    await sleep(WATCH_MS);
  }
  throw new Error(`Number ${number} of ${concertId} was not admitted within ${WAIT_SECONDS_MAX} s.`);
};

/** Lets these users in. */
export const admit = (concertId: string, users: readonly User[]): Promise<readonly Guest[]> =>
  Promise.all(users.map(async (user) => ({ user, queueToken: (await waitForTurn(concertId, user)).token })));

/** Lets so many new users in. */
export const admitNew = async <Count extends number>(concertId: string, count: Count): Promise<Several<Guest, Count>> =>
  (await admit(concertId, await newUsers(count))) as Several<Guest, Count>;
