import { performanceRoutes } from "#contract/performances.ts";
import { createPerformance } from "#functions/catalog/create-performance.ts";
import { performanceResponse } from "#functions/catalog/performance-response.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { systemClock } from "#functions/shared/time.ts";

export const handler = httpHandler(
  performanceRoutes.createPerformance,
  async ({ params, body, user, idempotencyKey }) => {
    const request = { concertId: params.concertId, userId: user.userId, idempotencyKey, wanted: body };
    const { created, headers } = await createPerformance(request, systemClock());
    return { status: 201, body: performanceResponse(created, new Map()), headers };
  },
);
