import { Problem } from "#functions/shared/problem.ts";
import { backOff } from "#functions/shared/transaction.ts";

/**
 * Returned by an attempt that wrote nothing, because what it had read has changed: read and try again after a pause.
 */
export const AGAIN = Symbol("again");
/** Like AGAIN, but without a pause: the change is known to be final, so waiting would gain nothing. */
export const AGAIN_AT_ONCE = Symbol("again at once");

/**
 * Optimistic concurrency: each attempt reads, decides and writes on condition that nothing has changed in between.
 * Between attempts it backs off, so that rivals spread out.
 * @param attempt one attempt; the first has number 1
 * @throws Problem REQUEST_IN_PROGRESS after `triesMax` attempts
 */
export const retryOnConflict = async <T>(
  triesMax: number,
  attempt: (tryNumber: number) => Promise<T | typeof AGAIN | typeof AGAIN_AT_ONCE>,
): Promise<T> => {
  for (let tryNumber = 1; tryNumber <= triesMax; tryNumber += 1) {
    const result = await attempt(tryNumber);
    if (result !== AGAIN && result !== AGAIN_AT_ONCE) return result;
    if (result === AGAIN && tryNumber < triesMax) await backOff(tryNumber);
  }
  throw new Problem("REQUEST_IN_PROGRESS");
};
