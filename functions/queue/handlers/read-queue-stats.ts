import { queueControlRoutes } from "#contract/queue-control.ts";
import { queueStatsResponse } from "#functions/queue/queue-stats.ts";
import { readQueue } from "#functions/queue/queue-store.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { Problem } from "#functions/shared/problem.ts";

export const handler = httpHandler(queueControlRoutes.readQueueStats, async ({ params }) => {
  const queue = await readQueue(params.concertId);
  if (queue === undefined) throw new Problem("CONCERT_NOT_FOUND");
  return { status: 200, body: await queueStatsResponse(queue) };
});
