import { ProblemError } from "#client/problem-error.ts";
import { isServed } from "#contract/waiting/place.ts";
import { withQueue, withStanding } from "#web/booking/waiting/known.ts";
import { pauseOf } from "#web/booking/waiting/page-pause.ts";
import { call } from "#web/shared/api/client.ts";
/** @param joins how the user has asked to join; undefined if they have not, and only look for their place */
export const sessionCalls = ({ concertId, known, learn, memory }, signal, joins) => {
    // What is refused is sent again by the wait itself, less and less often.
    const given = { params: { concertId }, retriesMax: 0, signal };
    const query = joins?.accessible ? { accessible: "true" } : {};
    let mayEndOld = joins !== undefined;
    const join = async (queueToken) => {
        try {
            return (await call("joinQueue", { ...given, query, queueToken })).body;
        }
        catch (error) {
            // The first call ends a place that has run out. Somebody who has asked to join wants the next one.
            const isEnded = error instanceof ProblemError && error.code === "QUEUE_TOKEN_EXPIRED";
            if (!mayEndOld || !isEnded)
                throw error;
            mayEndOld = false;
            return join(queueToken);
        }
    };
    const readPlace = async (queueToken) => {
        const { standing, queue } = known.peek();
        if (standing.kind === "waiting" && queue !== undefined && isServed(queue, standing.number)) {
            learn((before) => withStanding(before, { kind: "turn", number: standing.number }));
        }
        return (await call("readQueueToken", { ...given, queueToken })).body;
    };
    const readQueue = async () => {
        const { body } = await call("readQueue", given);
        memory.note(body);
        learn((before) => withQueue(before, body));
        return body;
    };
    return { ...pauseOf(signal, learn), join, readPlace, readQueue };
};
