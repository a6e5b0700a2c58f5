import { Problem } from "#contract/problems.ts";
import { changeConcertTimes } from "#functions/catalog/catalog-store.ts";
import { queueFigures } from "#functions/queue/queue-stats.ts";
import { changeSettings, readLine } from "#functions/queue/queue-store.ts";
import { changedSettings, differences } from "#functions/queue/rules/settings-change.ts";
import { recordChange } from "#functions/queue/settings-history-store.ts";
import { routes } from "#functions/routes.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { systemClock } from "#functions/shared/time.ts";
import { transact } from "#functions/shared/transaction.ts";

/** Settings that somebody else changes meanwhile are read again. */
const TRIES_MAX = 3;

export const handler = httpHandler(routes.changeQueue, async ({ params, body, user }) => {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const now = systemClock();
    const line = await readLine(params.concertId);
    if (line === undefined) throw new Problem("CONCERT_NOT_FOUND");
    const settings = changedSettings(line, body, now);
    const changes = differences(line.settings, settings);
    if (changes.length === 0) return { status: 200, body: await queueFigures(line) };

    // The catalogue tells which lines need ticks, so it must never lag behind the line.
    const outcome = await transact([
      changeSettings(line, settings, { ifNotDrawn: body.opensAt !== undefined }),
      recordChange(line.concertId, { revision: line.revision + 1, at: now, by: user.userId, changes }),
      changeConcertTimes(line.concertId, settings),
    ]);
    if (outcome.kind === "committed") return { status: 200, body: await queueFigures({ ...line, settings }) };
  }
  throw new Problem("REQUEST_IN_PROGRESS");
});
