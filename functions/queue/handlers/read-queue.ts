import { queueRoutes } from "#contract/queue.ts";
import { readPublicQueue } from "#functions/queue/read-queue.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { systemClock } from "#functions/shared/time.ts";

export const handler = httpHandler(queueRoutes.readQueue, async ({ params }) => ({
  status: 200,
  body: await readPublicQueue(params.concertId, systemClock()),
}));
