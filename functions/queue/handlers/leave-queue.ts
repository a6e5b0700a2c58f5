import { queueRoutes } from "#contract/queue.ts";
import { endPlace, leaveBeforeArrival, readPlace } from "#functions/queue/place-store.ts";
import { watchQueue } from "#functions/queue/queue-store.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { Problem } from "#functions/shared/problem.ts";
import { systemClock } from "#functions/shared/time.ts";
import { transact } from "#functions/shared/transaction.ts";

/** A place that is being numbered or claimed while its owner leaves is read again, so that its room is given back. */
const TRIES_MAX = 3;

export const handler = httpHandler(queueRoutes.leaveQueue, async ({ params, user, queueToken }) => {
  const { concertId } = params;
  if ((await watchQueue(concertId)) === undefined) throw new Problem("CONCERT_NOT_FOUND");
  for (let attempt = 0; attempt < TRIES_MAX; attempt += 1) {
    const now = systemClock();
    const place = await readPlace(concertId, user.userId);
    if (queueToken !== undefined && queueToken.generation > (place?.generation ?? 0)) {
      const join = { concertId, userId: user.userId, generation: queueToken.generation, joinedAt: queueToken.issuedAt };
      if (await leaveBeforeArrival(join, now)) return { status: 204 };
      continue;
    }
    if (place === undefined || place.endedAt !== undefined) return { status: 204 };
    const outcome = await transact(endPlace(place, "LEFT", now));
    if (outcome.kind === "committed") return { status: 204 };
  }
  throw new Problem("REQUEST_IN_PROGRESS");
});
