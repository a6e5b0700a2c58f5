import type { QueueVisit } from "#functions/queue/join-queue.ts";
import { endOfPlace } from "#functions/queue/place-status.ts";
import { leaveBeforeArrival, readPlace } from "#functions/queue/place-store.ts";
import { watchQueue } from "#functions/queue/queue-store.ts";
import type { QueueState } from "#functions/queue/rules/queue-state.ts";
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
  const queue = await watchQueue(visit.concertId);
  if (queue === undefined) throw new Problem("CONCERT_NOT_FOUND");
  await retryOnConflict(TRIES_MAX, async () => ((await hasLeft(queue, visit, clock)) ? undefined : AGAIN));
};

const hasLeft = async (
  queue: QueueState,
  { concertId, user, queueToken }: QueueVisit,
  clock: Clock,
): Promise<boolean> => {
  const { userId } = user;
  const now = clock();
  const place = await readPlace(concertId, userId);
  if (queueToken !== undefined && queueToken.generation > (place?.generation ?? 0)) {
    const { generation, joinedAt } = queueToken;
    return leaveBeforeArrival({ concertId, userId, generation, joinedAt }, now);
  }
  if (place === undefined || place.endedAt !== undefined) return true;
  return (await transact(endOfPlace(queue, place, "LEFT", now))).kind === "committed";
};
