import { queueControlRoutes } from "#contract/queue-control.ts";
import { changeConcertTimes } from "#functions/catalog/catalog-store.ts";
import { queueStatsResponse } from "#functions/queue/queue-stats.ts";
import { changeSettings, readQueue } from "#functions/queue/queue-store.ts";
import { changedSettings, differences } from "#functions/queue/rules/settings-change.ts";
import { recordChange } from "#functions/queue/settings-history-store.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { Problem } from "#functions/shared/problem.ts";
import { systemClock } from "#functions/shared/time.ts";
import { transact } from "#functions/shared/transaction.ts";

/** Settings that somebody else changes meanwhile are read again. */
const TRIES_MAX = 3;

export const handler = httpHandler(queueControlRoutes.changeQueue, async ({ params, body, user }) => {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const now = systemClock();
    const queue = await readQueue(params.concertId);
    if (queue === undefined) throw new Problem("CONCERT_NOT_FOUND");
    const settings = changedSettings(queue, body, now);
    const changes = differences(queue.settings, settings);
    if (changes.length === 0) return { status: 200, body: await queueStatsResponse(queue) };

    // The catalogue tells which queues need ticks, so it must never lag behind the queue.
    const outcome = await transact([
      changeSettings(queue, settings, { ifNotDrawn: body.opensAt !== undefined }),
      recordChange(queue.concertId, { revision: queue.revision + 1, at: now, by: user.userId, changes }),
      changeConcertTimes(queue.concertId, settings),
    ]);
    if (outcome.kind === "committed") return { status: 200, body: await queueStatsResponse({ ...queue, settings }) };
  }
  throw new Problem("REQUEST_IN_PROGRESS");
});
