import { persistently } from "#client/persistently.ts";
import { ProblemError } from "#client/problem-error.ts";
import { pause } from "#client/retry.ts";
import { isDrawn, numberOf } from "#contract/waiting/lobby-draw.ts";
import { lobbyPollSeconds, nextPollSeconds } from "#contract/waiting/next-poll.ts";
import { outlookOf } from "#contract/waiting/outlook.ts";
import { isServed } from "#contract/waiting/place.ts";
/** A claim is sent again after this time: the function that answered had read the queue before the turn came. */
const CLAIM_AGAIN_SECONDS = 2;
/** The service lets everybody read their place this often, whatever wait it has asked for. */
const PLACE_SECONDS_LEAST = 5;
export const waitingCalls = (client, concertId, signal) => {
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
export async function* waitForTurn(calls, queueToken) {
    return yield* waitFrom(calls, await persistently(calls, () => calls.join(queueToken)));
}
/**
 * Goes on waiting in a place that the user has already, as after a reload, and never takes one instead.
 * @throws ProblemError as waitForTurn does; QUEUE_TOKEN_NOT_FOUND if there is no such place
 */
export async function* resumeWait(calls, queueToken) {
    return yield* waitFrom(calls, await persistently(calls, () => calls.readPlace(queueToken)));
}
async function* waitFrom(calls, found) {
    let place = found;
    while (place.status !== "ADMITTED") {
        const { arrival, token } = place;
        if (arrival === null) {
            const known = { place, number: null, outlook: null, queue: undefined };
            yield* pausing(calls, known, place.nextPollSeconds, PLACE_SECONDS_LEAST);
            place = await readOrJoin(calls, place);
        }
        else {
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
async function* watching(calls, place, arrival) {
    for (;;) {
        const queue = await persistently(calls, calls.readQueue);
        const number = isDrawn(queue) ? await numberOf(queue, arrival) : null;
        if (queue.status === "CLOSED" || (number !== null && isServed(queue, number)))
            return queue;
        const outlook = number === null ? null : outlookOf(queue, number);
        const random = calls.random();
        const seconds = number === null ? lobbyPollSeconds(queue, random) : nextPollSeconds(queue, number, random);
        // Nobody needs to look more often than people without a place do.
        yield* pausing(calls, { place, number, outlook, queue }, seconds, queue.nextPollSeconds);
    }
}
async function* pausing(calls, known, seconds, leastSeconds) {
    yield { ...known, nextPollSeconds: seconds };
    await calls.pause(seconds, { leastSeconds: Math.min(seconds, leastSeconds) });
}
/**
 * Reads a place. A join that was lost before it was numbered is sent again, and a place that has expired is ended, so that
 * the next join is new. A numbered place that is gone was given up on purpose, on another device.
 */
const readOrJoin = (calls, { arrival, token }) => persistently(calls, async () => {
    try {
        return await calls.readPlace(token);
    }
    catch (error) {
        const isLost = arrival === null && isProblem(error, "QUEUE_TOKEN_NOT_FOUND");
        if (!isLost && !isProblem(error, "QUEUE_TOKEN_EXPIRED"))
            throw error;
        return calls.join(token);
    }
});
const isProblem = (error, code) => error instanceof ProblemError && error.code === code;
