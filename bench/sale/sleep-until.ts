import { setTimeout as sleep } from "node:timers/promises";

/**
 * Sleeps until this time on the clock of `performance.now`, and never ends before it, as a timer alone may by a
 * millisecond. Ends at once if it has passed, or is aborted.
 */
export const sleepUntil = async (dueMs: number, signal?: AbortSignal): Promise<void> => {
  for (;;) {
    const left = dueMs - performance.now();
    if (left <= 0 || signal?.aborted === true) return;
    await sleep(left, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
  }
};
