/** Calls that wait out a crowd and a bad connection. */
import { ProblemError } from "#client/problem-error.ts";
import { againSeconds } from "#contract/waiting/next-poll.ts";
/** A call that got lost on the way may be sent again this soon once there is a reason to, such as a network. */
const LOST_SECONDS_LEAST = 1;
/** Most times in a row that the service is not reached before that counts as a failure. */
const UNREACHED_MAX = 10;
/** Too many came at once. */
const isCrowded = (error) => error instanceof ProblemError && (error.status === 429 || error.status === 503);
/** The network failed, which fetch says with a TypeError, or something in front of the service did. */
const isUnreached = (error) => error instanceof ProblemError ? error.status >= 500 : error instanceof TypeError;
/** What a refusal says itself about when to come again. */
const saidSeconds = (error) => {
    const said = error instanceof ProblemError ? Number(error.headers.get("retry-after") ?? 0) : 0;
    return Number.isFinite(said) ? said : 0;
};
/** Sends a call until it is neither refused because of the crowd nor lost. */
export const persistently = async (pauses, send) => {
    const unreachedMax = pauses.unreachedMax ?? UNREACHED_MAX;
    for (let failures = 1;; failures += 1) {
        try {
            return await send();
        }
        catch (failure) {
            const isPassing = isCrowded(failure) || (isUnreached(failure) && failures <= unreachedMax);
            if (!isPassing)
                throw failure;
            const seconds = Math.max(againSeconds(failures, pauses.random()), saidSeconds(failure));
            await pauses.pause(seconds, { leastSeconds: isCrowded(failure) ? seconds : LOST_SECONDS_LEAST, failure });
        }
    }
};
