import { queueRoutes } from "#contract/queue.ts";
import { leaveQueue } from "#functions/queue/leave-queue.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { systemClock } from "#functions/shared/time.ts";
import { readPublishedKeys } from "#functions/signing/key-set-store.ts";

export const handler = httpHandler(
  queueRoutes.leaveQueue,
  async ({ params, user, queueToken }) => {
    await leaveQueue({ concertId: params.concertId, user, queueToken }, systemClock);
    return { status: 204 };
  },
  { readPublishedKeys },
);
