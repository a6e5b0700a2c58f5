import { chartRoutes } from "#contract/charts.ts";
import { chartResponse } from "#functions/charts/chart-response.ts";
import { publishChart } from "#functions/charts/publish-chart.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { systemClock } from "#functions/shared/time.ts";

export const handler = httpHandler(chartRoutes.publishChart, async ({ params, body }) => ({
  status: 200,
  body: chartResponse(await publishChart(params.chartId, body.sections, systemClock())),
}));
