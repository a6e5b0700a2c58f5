/** Watches how many people the service itself counts as admitted. */
import { setTimeout as sleep } from "node:timers/promises";
import { ProblemError } from "#client/problem-error.ts";
import type { EncoreClient } from "#client/table-client.ts";

const SAMPLE_SECONDS = 0.5;

export interface ActiveCounts {
  readonly samples: number;
  readonly most: number;
}

/** @returns a function that ends the watch, and returns what was seen */
export const watchActive = (operator: EncoreClient, concertId: string): (() => Promise<ActiveCounts>) => {
  const end = new AbortController();
  const watch = async (): Promise<ActiveCounts> => {
    let [samples, most] = [0, 0];
    while (!end.signal.aborted) {
      try {
        const { body } = await operator.call("readQueueStats", { params: { concertId } });
        samples += 1;
        most = Math.max(most, body.active);
      } catch (error) {
        // A sample that a busy service refuses is left out.
        if (!(error instanceof ProblemError) && !(error instanceof TypeError)) throw error;
      }
      await sleep(SAMPLE_SECONDS * 1000, undefined, { signal: end.signal }).catch(() => undefined);
    }
    return { samples, most };
  };
  const watching = watch();
  watching.catch(() => undefined);
  return () => {
    end.abort();
    return watching;
  };
};
