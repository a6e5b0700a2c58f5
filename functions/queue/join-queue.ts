import type * as z from "zod/mini";
import type { QueueTokenSchema } from "#contract/queue.ts";
import { sendJoin } from "#functions/queue/join-messages.ts";
import { endIfExpired, type PlaceStatus, readPlaceStatus } from "#functions/queue/place-status.ts";
import { watchQueue } from "#functions/queue/queue-store.ts";
import type { VerifiedQueueToken } from "#functions/queue/queue-token.ts";
import {
  type LivePlaceStatus,
  type QueueTokenOptions,
  queueTokenResponse,
} from "#functions/queue/queue-token-response.ts";
import { laneFor, type QueueState, statusOf } from "#functions/queue/rules/queue-state.ts";
import { secondsUntilRejoin } from "#functions/queue/rules/rejoin-pause.ts";
import { Problem } from "#functions/shared/problem.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { User } from "#functions/shared/user-token.ts";

export interface QueueVisit {
  readonly concertId: string;
  readonly user: User;
  /** The queue token that was sent, if it is genuine and of this user and concert. */
  readonly queueToken: VerifiedQueueToken | undefined;
  /** They may join while nothing else is left. */
  readonly needsAccessibleSeat?: boolean;
}

/**
 * Joins a queue, or finds the live place that the user has in it, and claims its turn if that has come (Q1).
 * @throws Problem CONCERT_NOT_FOUND, SALE_CLOSED or SOLD_OUT; QUEUE_TOKEN_EXPIRED, once, for a place that ran out;
 * TOO_MANY_REQUESTS for a user who has joined again and again, until some time after the last join
 */
export const joinQueue = async (
  { concertId, ...visitor }: QueueVisit,
  options: QueueTokenOptions,
  now: Seconds,
): Promise<{ readonly isNew: boolean; readonly body: z.infer<typeof QueueTokenSchema> }> => {
  const queue = await watchQueue(concertId);
  if (queue === undefined) throw new Problem("CONCERT_NOT_FOUND");
  const { user, queueToken } = visitor;
  const found = await endIfExpired(queue, await readPlaceStatus(queue, user.userId, queueToken, now), now);
  if (found.kind === "expired") throw new Problem("QUEUE_TOKEN_EXPIRED");
  // A pass outlives the sale; a place without one does not.
  if (found.kind !== "admitted" && statusOf(queue, now) === "CLOSED") throw new Problem("SALE_CLOSED");
  const isNew = found.kind === "absent";
  const placeStatus = found.kind === "absent" ? await join(queue, visitor, found, now) : found;
  return { isNew, body: await queueTokenResponse(queue, user, placeStatus, options, now) };
};

const join = async (
  queue: QueueState,
  { user, queueToken, needsAccessibleSeat = false }: Omit<QueueVisit, "concertId">,
  { nextGeneration: generation, last }: Extract<PlaceStatus, { kind: "absent" }>,
  now: Seconds,
): Promise<LivePlaceStatus> => {
  const isForThem = needsAccessibleSeat && queue.stats.accessibleUnitsLeft > 0;
  if (statusOf(queue, now) === "SOLD_OUT" && !isForThem) throw new Problem("SOLD_OUT");
  const retryAfterSeconds = last === undefined ? 0 : secondsUntilRejoin(last, now);
  if (retryAfterSeconds > 0) throw new Problem("TOO_MANY_REQUESTS", {}, { retryAfterSeconds });
  const { userId, groups } = user;
  // A join that got lost is sent again as what it was: somebody who joined before the opening still did (Q12).
  const joinedAt = queueToken?.generation === generation ? queueToken.joinedAt : now;
  await sendJoin({ concertId: queue.concertId, userId, lane: laneFor(queue, groups), generation, joinedAt });
  return { kind: "arriving", generation, since: now, joinedAt };
};
