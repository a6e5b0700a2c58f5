import { Problem } from "#functions/shared/problem.ts";
import { backOff } from "#functions/shared/transaction.ts";

/** A try came to nothing because others changed what it had read: read again and try again. */
export const AGAIN = Symbol("again");
/** The same, where the next try has something better to do than to wait: what was read has changed for good. */
export const AGAIN_AT_ONCE = Symbol("again at once");

/**
 * Reads, decides and writes, and again from the start when others came between, a bounded number of times. Between
 * tries it backs off, so that rivals spread out.
 * @param attempt one try, numbered from 1
 * @throws Problem REQUEST_IN_PROGRESS after `triesMax` tries
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
