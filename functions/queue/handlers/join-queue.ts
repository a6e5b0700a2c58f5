import { queueRoutes } from "#contract/queue.ts";
import { sendJoin } from "#functions/queue/join-messages.ts";
import { endIfExpired, readPlaceStatus } from "#functions/queue/place-status.ts";
import { watchQueue } from "#functions/queue/queue-store.ts";
import type { VerifiedQueueToken } from "#functions/queue/queue-token.ts";
import { queueTokenResponse } from "#functions/queue/queue-token-response.ts";
import { newRateLimit } from "#functions/queue/rate-limit.ts";
import { laneFor, type QueueState, statusOf } from "#functions/queue/rules/queue-state.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { Problem } from "#functions/shared/problem.ts";
import { type Seconds, systemClock } from "#functions/shared/time.ts";
import type { User } from "#functions/shared/user-token.ts";

const rateLimited = newRateLimit();

export const handler = httpHandler(queueRoutes.joinQueue, ({ params, user, queueToken }) =>
  rateLimited(`${params.concertId} ${user.userId}`, async () => {
    const now = systemClock();
    const queue = await watchQueue(params.concertId);
    if (queue === undefined) throw new Problem("CONCERT_NOT_FOUND");
    return placeIn(queue, user, queueToken, now);
  }),
);

const placeIn = async (queue: QueueState, user: User, queueToken: VerifiedQueueToken | undefined, now: Seconds) => {
  const placeStatus = await endIfExpired(queue, await readPlaceStatus(queue, user.userId, queueToken, now), now);
  switch (placeStatus.kind) {
    case "admitted":
      return { status: 200, body: await queueTokenResponse(queue, user, placeStatus, now) };
    case "arriving":
    case "waiting":
      if (statusOf(queue, now) === "CLOSED") throw new Problem("SALE_CLOSED");
      return { status: 200, body: await queueTokenResponse(queue, user, placeStatus, now) };
    case "expired":
      throw new Problem("QUEUE_TOKEN_EXPIRED");
    case "absent":
      return join(queue, user, placeStatus.nextGeneration, now);
  }
};

const join = async (queue: QueueState, user: User, generation: number, now: Seconds) => {
  const status = statusOf(queue, now);
  if (status === "CLOSED") throw new Problem("SALE_CLOSED");
  if (status === "SOLD_OUT") throw new Problem("SOLD_OUT");
  const { userId, groups } = user;
  await sendJoin({ concertId: queue.concertId, userId, lane: laneFor(queue, groups), generation, joinedAt: now });
  const body = await queueTokenResponse(queue, user, { kind: "arriving", generation, since: now }, now);
  return { status: 201, body };
};
