import { performanceControlRoutes } from "#contract/performance-control.ts";
import { changePerformance } from "#functions/catalog/change-performance.ts";
import { performanceResponse } from "#functions/catalog/performance-response.ts";
import { watchAvailability } from "#functions/seats/seat-store.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { systemClock } from "#functions/shared/time.ts";

export const handler = httpHandler(performanceControlRoutes.changePerformance, async ({ params, body, user }) => {
  const { performanceId } = params;
  const performance = await changePerformance({ performanceId, operatorId: user.userId, change: body }, systemClock);
  return { status: 200, body: performanceResponse(performance, await watchAvailability(performanceId)) };
});
