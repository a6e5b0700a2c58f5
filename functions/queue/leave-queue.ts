import type { QueueVisit } from "#functions/queue/join-queue.ts";
import { endPlace, leaveBeforeArrival, readPlace } from "#functions/queue/place-store.ts";
import { watchQueue } from "#functions/queue/queue-store.ts";
import { Problem } from "#functions/shared/problem.ts";
import { AGAIN, retryOnConflict } from "#functions/shared/retry-on-conflict.ts";
import type { Clock } from "#functions/shared/time.ts";
import { transact } from "#functions/shared/transaction.ts";

/** A place that is being numbered or claimed while its owner leaves is read again, so that its room is given back. */
const TRIES_MAX = 3;

/**
 * Ends the place of a user, also one that has not been numbered yet. Without a place it does nothing.
 * @throws Problem CONCERT_NOT_FOUND, or REQUEST_IN_PROGRESS if the place keeps changing
 */
export const leaveQueue = async (visit: QueueVisit, clock: Clock): Promise<void> => {
  if ((await watchQueue(visit.concertId)) === undefined) throw new Problem("CONCERT_NOT_FOUND");
  await retryOnConflict(TRIES_MAX, async () => ((await hasLeft(visit, clock)) ? undefined : AGAIN));
};

const hasLeft = async ({ concertId, user, queueToken }: QueueVisit, clock: Clock): Promise<boolean> => {
  const { userId } = user;
  const now = clock();
  const place = await readPlace(concertId, userId);
  if (queueToken !== undefined && queueToken.generation > (place?.generation ?? 0)) {
    const { generation, issuedAt } = queueToken;
    return leaveBeforeArrival({ concertId, userId, generation, joinedAt: issuedAt }, now);
  }
  if (place === undefined || place.endedAt !== undefined) return true;
  return (await transact(endPlace(place, "LEFT", now))).kind === "committed";
};
