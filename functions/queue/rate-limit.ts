/**
 * Limits how often a user may poll their place, by the `nextPollSeconds` that they were sent. The limit is kept in memory
 * alone, so that a refusal costs no read; each warm function counts for itself.
 */
import { BoundedMap } from "#functions/shared/bounded-map.ts";
import { Problem } from "#functions/shared/problem.ts";
import { monotonicMs } from "#functions/shared/time.ts";

/** Calls that a user may make at once after a pause: other devices, reloads, a bad connection. */
const CALLS_AT_ONCE = 20;
/** After those, one call is allowed for each half of the wait that they were sent, up to INTERVAL_SECONDS_MAX. */
const PART_OF_WAIT = 0.5;
/**
 * The longest time that is allowed between two calls. People far back are sent waits of minutes, and they may come back
 * sooner: the public queue shows that their turn has come, or they reload the page.
 */
const INTERVAL_SECONDS_MAX = 5;
/** The wait that counts before a user has been sent one. */
const FIRST_WAIT_SECONDS = 2;
const USERS_MAX = 20_000;

/** The state of the limit for one user. */
interface Allowance {
  /** The theoretical arrival time of the algorithm: when the calls made so far would be over at the allowed rate. */
  readonly nextCallMs: number;
  /** The allowed time between two calls. */
  readonly intervalMs: number;
}

/** The response to a poll, as far as the limit reads it. */
interface PollResult {
  readonly body: { readonly nextPollSeconds: number };
}

/**
 * Makes a rate limit with a rate of its own for each user, by the generic cell rate algorithm (ITU-T I.371, annex A):
 * a call moves the user's next call time on by one interval, and is refused if that time is already more than
 * CALLS_AT_ONCE - 1 intervals ahead.
 * @returns a function that polls for a user, or throws Problem TOO_MANY_REQUESTS with Retry-After instead
 */
export const newRateLimit = (
  nowMs: () => number = monotonicMs,
): (<R extends PollResult>(user: string, poll: () => Promise<R>) => Promise<R>) => {
  /** Without the users whose last calls are longest ago when there are too many. */
  const allowances = new BoundedMap<string, Allowance>(USERS_MAX);
  const allowanceOf = (user: string): Allowance =>
    allowances.get(user) ?? { nextCallMs: 0, intervalMs: FIRST_WAIT_SECONDS * 1000 * PART_OF_WAIT };
  const keep = (user: string, allowance: Allowance) => allowances.set(user, allowance);

  return async (user, poll) => {
    const { nextCallMs, intervalMs } = allowanceOf(user);
    const earliestMs = nextCallMs - intervalMs * (CALLS_AT_ONCE - 1);
    if (nowMs() < earliestMs) {
      throw new Problem("TOO_MANY_REQUESTS", {}, { retryAfterSeconds: (earliestMs - nowMs()) / 1000 });
    }
    keep(user, { nextCallMs: Math.max(nowMs(), nextCallMs) + intervalMs, intervalMs });
    const result = await poll();
    const intervalSeconds = Math.min(INTERVAL_SECONDS_MAX, result.body.nextPollSeconds * PART_OF_WAIT);
    keep(user, { ...allowanceOf(user), intervalMs: intervalSeconds * 1000 });
    return result;
  };
};
