import { queueControlRoutes } from "#contract/queue-control.ts";
import { readQueueStats } from "#functions/queue/read-queue-stats.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { setting } from "#functions/shared/settings.ts";
import { systemClock } from "#functions/shared/time.ts";

const options = { clockSkewSeconds: setting("clockSkewSeconds"), tickSeconds: setting("tickSeconds") };

export const handler = httpHandler(queueControlRoutes.readQueueStats, async ({ params }) => ({
  status: 200,
  body: await readQueueStats(params.concertId, options, systemClock()),
}));
