import { queueRoutes } from "#contract/queue.ts";
import { readPublicQueue } from "#functions/queue/read-queue.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { settings } from "#functions/shared/settings.ts";
import { systemClock } from "#functions/shared/time.ts";

const options = settings(["tickSeconds", "drawSettleSeconds"]);

export const handler = httpHandler(queueRoutes.readQueue, async ({ params }) => ({
  status: 200,
  body: await readPublicQueue(params.concertId, options, systemClock()),
}));
