import { watchLine } from "#functions/queue/line-store.ts";
import { endPlace, readPlace } from "#functions/queue/place-store.ts";
import { routes } from "#functions/routes.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { Problem } from "#functions/shared/problems.ts";
import { systemClock } from "#functions/shared/time.ts";
import { transact } from "#functions/shared/transaction.ts";

/** A place that is being claimed while its owner leaves is read again, so that its room is given back. */
const TRIES_MAX = 3;

export const handler = httpHandler(routes.leaveQueue, async ({ params, user }) => {
  if ((await watchLine(params.concertId)) === undefined) throw new Problem("CONCERT_NOT_FOUND");
  for (let attempt = 0; attempt < TRIES_MAX; attempt += 1) {
    const place = await readPlace(params.concertId, user.userId);
    if (place === undefined || place.endedAt !== undefined) return { status: 204 };
    const outcome = await transact(endPlace(place, "LEFT", systemClock()));
    if (outcome.kind === "committed") return { status: 204 };
  }
  throw new Problem("UNAVAILABLE");
});
