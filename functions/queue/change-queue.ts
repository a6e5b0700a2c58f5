import type * as z from "zod/mini";
import type { QueueChangeSchema } from "#contract/queue-control.ts";
import { changeConcertTimes } from "#functions/catalog/catalog-store.ts";
import { changeSettings, readQueue } from "#functions/queue/queue-store.ts";
import type { QueueState } from "#functions/queue/rules/queue-state.ts";
import { changedSettings, differences } from "#functions/queue/rules/settings-change.ts";
import { recordChange } from "#functions/queue/settings-history-store.ts";
import { Problem } from "#functions/shared/problem.ts";
import { AGAIN, retryOnConflict } from "#functions/shared/retry-on-conflict.ts";
import type { Clock } from "#functions/shared/time.ts";
import { transact } from "#functions/shared/transaction.ts";

/** Settings that somebody else changes meanwhile are read again. */
const TRIES_MAX = 3;

/**
 * Changes settings of a queue and records the change. A change that makes no difference is not recorded.
 * @returns the queue with its settings after the change
 * @throws Problem CONCERT_NOT_FOUND, SALE_ALREADY_DRAWN, VALIDATION_FAILED, or REQUEST_IN_PROGRESS if others keep
 * changing the settings
 */
export const changeQueue = (
  request: {
    readonly concertId: string;
    readonly operatorId: string;
    readonly change: z.infer<typeof QueueChangeSchema>;
  },
  clock: Clock,
): Promise<QueueState> => {
  const { concertId, operatorId, change } = request;
  return retryOnConflict(TRIES_MAX, async () => {
    const now = clock();
    const queue = await readQueue(concertId);
    if (queue === undefined) throw new Problem("CONCERT_NOT_FOUND");
    const settings = changedSettings(queue, change, now);
    const changes = differences(queue.settings, settings);
    if (changes.length === 0) return queue;

    // Which queues need ticks is read from the catalogue, so it must never lag behind the queue.
    const outcome = await transact([
      changeSettings(queue, settings, { ifNotDrawn: change.opensAt !== undefined }),
      recordChange(concertId, { revision: queue.revision + 1, at: now, by: operatorId, changes }),
      changeConcertTimes(concertId, settings),
    ]);
    return outcome.kind === "committed" ? { ...queue, settings } : AGAIN;
  });
};
