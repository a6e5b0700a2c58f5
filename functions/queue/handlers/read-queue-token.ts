import { queueRoutes } from "#contract/queue.ts";
import { QUEUE_TOKEN_SETTINGS, type QueueTokenOptions } from "#functions/queue/queue-token-response.ts";
import { newRateLimit } from "#functions/queue/rate-limit.ts";
import { readQueueToken } from "#functions/queue/read-queue-token.ts";
import { environment } from "#functions/shared/environment.ts";
import { QUEUE_TOKEN_VARIABLES } from "#functions/shared/grants.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { settings } from "#functions/shared/settings.ts";
import { systemClock } from "#functions/shared/time.ts";
import { readPublishedKeys } from "#functions/signing/key-set-store.ts";

const rateLimited = newRateLimit();
const options: QueueTokenOptions = {
  issuer: environment(QUEUE_TOKEN_VARIABLES.issuer),
  ...settings(QUEUE_TOKEN_SETTINGS),
};

export const handler = httpHandler(
  queueRoutes.readQueueToken,
  ({ params: { concertId }, user, queueToken }) =>
    rateLimited(`${concertId} ${user.userId}`, async () => ({
      status: 200,
      body: await readQueueToken({ concertId, user, queueToken }, options, systemClock()),
    })),
  { readPublishedKeys },
);
