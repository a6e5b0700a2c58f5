import type { PublicQueue } from "#contract/queue.ts";
import { watchQueue } from "#functions/queue/queue-store.ts";
import { type PublicQueueOptions, publicQueueOf } from "#functions/queue/rules/public-queue.ts";
import { Problem } from "#functions/shared/problem.ts";
import type { Seconds } from "#functions/shared/time.ts";

/**
 * What everybody sees of a queue, and all that people with a place need until it is their turn.
 * @throws Problem CONCERT_NOT_FOUND
 */
export const readPublicQueue = async (
  concertId: string,
  options: PublicQueueOptions,
  now: Seconds,
): Promise<PublicQueue> => {
  const queue = await watchQueue(concertId);
  if (queue === undefined) throw new Problem("CONCERT_NOT_FOUND");
  return publicQueueOf(queue, now, options);
};
