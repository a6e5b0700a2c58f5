import { sleepUntil } from "#bench/sale/sleep-until.ts";

/**
 * Starts an act for each arrival at its time, whether or not the earlier ones have ended. Late ones are started at once.
 * @param startMs what the arrivals are counted from, on the clock of `performance.now`
 * @param act gets the time at which it was due
 * @returns what all of them returned, once they have
 */
export const startAt = async <T>(
  startMs: number,
  arrivals: readonly number[],
  act: (index: number, dueMs: number) => Promise<T>,
): Promise<readonly T[]> => {
  const acts: Promise<T>[] = [];
  for (const [index, offset] of arrivals.entries()) {
    const dueMs = startMs + offset;
    await sleepUntil(dueMs);
    acts.push(act(index, dueMs));
  }
  return Promise.all(acts);
};
