import { chartRoutes } from "#contract/charts.ts";
import { chartResponse } from "#functions/charts/chart-response.ts";
import { createChart } from "#functions/charts/create-chart.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { systemClock } from "#functions/shared/time.ts";

export const handler = httpHandler(chartRoutes.createChart, async ({ body, user, idempotencyKey }) => {
  const request = { userId: user.userId, idempotencyKey, wanted: body };
  const { created, headers } = await createChart(request, systemClock());
  return { status: 201, body: chartResponse(created), headers };
});
