import type * as z from "zod/mini";
import type { QueueTokenSchema } from "#contract/queue.ts";
import type { QueueVisit } from "#functions/queue/join-queue.ts";
import { readPlaceStatus } from "#functions/queue/place-status.ts";
import { watchQueue } from "#functions/queue/queue-store.ts";
import { type QueueTokenOptions, queueTokenResponse } from "#functions/queue/queue-token-response.ts";
import { Problem } from "#functions/shared/problem.ts";
import type { Seconds } from "#functions/shared/time.ts";

/**
 * Reads the live place of a user, and claims its turn if that has come. Never joins.
 * @throws Problem CONCERT_NOT_FOUND, QUEUE_TOKEN_NOT_FOUND or QUEUE_TOKEN_EXPIRED
 */
export const readQueueToken = async (
  { concertId, user, queueToken }: QueueVisit,
  options: QueueTokenOptions,
  now: Seconds,
): Promise<z.infer<typeof QueueTokenSchema>> => {
  const queue = await watchQueue(concertId);
  if (queue === undefined) throw new Problem("CONCERT_NOT_FOUND");
  const placeStatus = await readPlaceStatus(queue, user.userId, queueToken, now);
  if (placeStatus.kind === "absent") throw new Problem("QUEUE_TOKEN_NOT_FOUND");
  if (placeStatus.kind === "expired") throw new Problem("QUEUE_TOKEN_EXPIRED");
  return queueTokenResponse(queue, user, placeStatus, options, now);
};
