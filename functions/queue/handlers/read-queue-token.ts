import { queueRoutes } from "#contract/queue.ts";
import { readPlaceStatus } from "#functions/queue/place-status.ts";
import { watchQueue } from "#functions/queue/queue-store.ts";
import { queueTokenResponse } from "#functions/queue/queue-token-response.ts";
import { newRateLimit } from "#functions/queue/rate-limit.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { Problem } from "#functions/shared/problem.ts";
import { systemClock } from "#functions/shared/time.ts";

const rateLimited = newRateLimit();

export const handler = httpHandler(queueRoutes.readQueueToken, ({ params, user, queueToken }) =>
  rateLimited(`${params.concertId} ${user.userId}`, async () => {
    const now = systemClock();
    const queue = await watchQueue(params.concertId);
    if (queue === undefined) throw new Problem("CONCERT_NOT_FOUND");

    const placeStatus = await readPlaceStatus(queue, user.userId, queueToken, now);
    if (placeStatus.kind === "absent") throw new Problem("QUEUE_TOKEN_NOT_FOUND");
    if (placeStatus.kind === "expired") throw new Problem("QUEUE_TOKEN_EXPIRED");
    return { status: 200, body: await queueTokenResponse(queue, user, placeStatus, now) };
  }),
);
