import { queueControlRoutes } from "#contract/queue-control.ts";
import { changeQueue } from "#functions/queue/change-queue.ts";
import { queueStatsResponse } from "#functions/queue/read-queue-stats.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { setting } from "#functions/shared/settings.ts";
import { systemClock } from "#functions/shared/time.ts";

const options = { clockSkewSeconds: setting("clockSkewSeconds"), tickSeconds: setting("tickSeconds") };

export const handler = httpHandler(queueControlRoutes.changeQueue, async ({ params, body, user }) => {
  const request = { concertId: params.concertId, operatorId: user.userId, change: body };
  const queue = await changeQueue(request, systemClock);
  return { status: 200, body: await queueStatsResponse(queue, options, systemClock()) };
});
