import { queueRoutes } from "#contract/queue.ts";
import { joinQueue } from "#functions/queue/join-queue.ts";
import { QUEUE_TOKEN_SETTINGS, type QueueTokenOptions } from "#functions/queue/queue-token-response.ts";
import { newRateLimit } from "#functions/queue/rate-limit.ts";
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
  queueRoutes.joinQueue,
  ({ params: { concertId }, query, user, queueToken }) =>
    rateLimited(`${concertId} ${user.userId}`, async () => {
      const visit = { concertId, user, queueToken, needsAccessibleSeat: query.accessible === "true" };
      const { isNew, body } = await joinQueue(visit, options, systemClock());
      return { status: isNew ? 201 : 200, body };
    }),
  { readPublishedKeys },
);
