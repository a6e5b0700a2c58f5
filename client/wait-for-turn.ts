/**
 * Waiting in a queue as the service wants it: one call to join, one or two until the place is numbered, then only the
 * public queue, which a CDN answers, and one call to claim the turn. A countdown to `nextPollSeconds` needs no call.
 */
import type { CallResult } from "#client/call-types.ts";
import { type Pauses, persistently } from "#client/persistently.ts";
import { ProblemError } from "#client/problem-error.ts";
import { pause } from "#client/retry.ts";
import type { EncoreClient } from "#client/table-client.ts";
import type { PublicQueue } from "#contract/queue.ts";
import { isDrawn, numberOf } from "#contract/waiting/lobby-draw.ts";
import { lobbyPollSeconds, nextPollSeconds } from "#contract/waiting/next-poll.ts";
import { type Outlook, outlookOf } from "#contract/waiting/outlook.ts";
import { isServed } from "#contract/waiting/place.ts";

export type Place = CallResult<"joinQueue">["body"];

/** The calls and the pauses of waiting, so that tests and crowds can have their own. */
export interface WaitingCalls extends Pauses {
  /** POST queue-token. */
  readonly join: (queueToken: string | undefined) => Promise<Place>;
  /** GET queue-token, which claims a turn that has come. */
  readonly readPlace: (queueToken: string | undefined) => Promise<Place>;
  /** GET queue. */
  readonly readQueue: () => Promise<PublicQueue>;
}

/** What is known between two calls, for a page to show. */
export interface WaitingState {
  readonly place: Place;
  /** Null in the lobby, and until the place is numbered. */
  readonly number: number | null;
  /** People ahead, wait and chance; null while number is null. */
  readonly outlook: Outlook | null;
  /** The last state of the queue that was read, if any was. */
  readonly queue: PublicQueue | undefined;
  /** When the next call follows. */
  readonly nextPollSeconds: number;
}

/** A claim is sent again after this time: the function that answered had read the queue before the turn came. */
const CLAIM_AGAIN_SECONDS = 2;
/** The service lets everybody read their place this often, whatever wait it has asked for. */
const PLACE_SECONDS_LEAST = 5;

export const waitingCalls = (client: EncoreClient, concertId: string, signal?: AbortSignal): WaitingCalls => {
  const params = { concertId };
  // A refused call is sent again below, less and less often.
  const given = { retriesMax: 0, ...(signal === undefined ? {} : { signal }) };
  return {
    join: async (queueToken) => (await client.call("joinQueue", { params, queueToken, ...given })).body,
    readPlace: async (queueToken) => (await client.call("readQueueToken", { params, queueToken, ...given })).body,
    readQueue: async () => (await client.call("readQueue", { params, ...given })).body,
    pause: (seconds) => pause(seconds, signal),
    random: Math.random,
  };
};

/**
 * Joins a queue and waits until the turn has come and is claimed. Yields what is known before each pause; stop iterating,
 * or abort, to stop waiting without leaving the queue.
 * @param queueToken of a place that is known already
 * @returns the admitted place
 * @throws ProblemError if the service refuses, such as QUEUE_TOKEN_EXPIRED for a turn that was not claimed in time, after
 * which the next call joins again, QUEUE_TOKEN_NOT_FOUND for a numbered place that was left on another device, SOLD_OUT or
 * SALE_CLOSED
 */
export async function* waitForTurn(
  calls: WaitingCalls,
  queueToken?: string,
): AsyncGenerator<WaitingState, Place, undefined> {
  return yield* waitFrom(calls, await persistently(calls, () => calls.join(queueToken)));
}

/**
 * Goes on waiting in a place that the user has already, as after a reload, and never takes one instead.
 * @throws ProblemError as waitForTurn does; QUEUE_TOKEN_NOT_FOUND if there is no such place
 */
export async function* resumeWait(
  calls: WaitingCalls,
  queueToken?: string,
): AsyncGenerator<WaitingState, Place, undefined> {
  return yield* waitFrom(calls, await persistently(calls, () => calls.readPlace(queueToken)));
}

async function* waitFrom(calls: WaitingCalls, found: Place): AsyncGenerator<WaitingState, Place, undefined> {
  let place = found;
  while (place.status !== "ADMITTED") {
    const { arrival, token } = place;
    if (arrival === null) {
      const known = { place, number: null, outlook: null, queue: undefined };
      yield* pausing(calls, known, place.nextPollSeconds, PLACE_SECONDS_LEAST);
      place = await readOrJoin(calls, place);
    } else {
      const { status } = yield* watching(calls, place, arrival);
      // Joining a sale that has ended says so.
      place = await (status === "CLOSED" ? persistently(calls, () => calls.join(token)) : readOrJoin(calls, place));
      if (place.status !== "ADMITTED") {
        await calls.pause(CLAIM_AGAIN_SECONDS, { leastSeconds: CLAIM_AGAIN_SECONDS });
      }
    }
  }
  return place;
}

/** Watches the public queue until the number of an arrival is served, or the sale has ended. @returns the last state */
async function* watching(
  calls: WaitingCalls,
  place: Place,
  arrival: number,
): AsyncGenerator<WaitingState, PublicQueue> {
  for (;;) {
    const queue = await persistently(calls, calls.readQueue);
    const number = isDrawn(queue) ? await numberOf(queue, arrival) : null;
    if (queue.status === "CLOSED" || (number !== null && isServed(queue, number))) return queue;
    const outlook = number === null ? null : outlookOf(queue, number);
    const random = calls.random();
    const seconds = number === null ? lobbyPollSeconds(queue, random) : nextPollSeconds(queue, number, random);
    // Nobody needs to look more often than people without a place do.
    yield* pausing(calls, { place, number, outlook, queue }, seconds, queue.nextPollSeconds);
  }
}

async function* pausing(
  calls: WaitingCalls,
  known: Omit<WaitingState, "nextPollSeconds">,
  seconds: number,
  leastSeconds: number,
): AsyncGenerator<WaitingState, void> {
  yield { ...known, nextPollSeconds: seconds };
  await calls.pause(seconds, { leastSeconds: Math.min(seconds, leastSeconds) });
}

/**
 * Reads a place. A join that was lost before it was numbered is sent again, and a place that has expired is ended, so that
 * the next join is new. A numbered place that is gone was given up on purpose, on another device.
 */
const readOrJoin = (calls: WaitingCalls, { arrival, token }: Place): Promise<Place> =>
  persistently(calls, async () => {
    try {
      return await calls.readPlace(token);
    } catch (error) {
      const isLost = arrival === null && isProblem(error, "QUEUE_TOKEN_NOT_FOUND");
      if (!isLost && !isProblem(error, "QUEUE_TOKEN_EXPIRED")) throw error;
      return calls.join(token);
    }
  });

const isProblem = (error: unknown, code: ProblemError["code"]): boolean =>
  error instanceof ProblemError && error.code === code;
