import { chartRoutes } from "#contract/charts.ts";
import { chartResponse } from "#functions/charts/chart-response.ts";
import { findChart } from "#functions/charts/chart-store.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { Problem } from "#functions/shared/problem.ts";

export const handler = httpHandler(chartRoutes.readChart, async ({ params }) => {
  const chart = await findChart(params.chartId);
  if (chart === undefined) throw new Problem("CHART_NOT_FOUND");
  return { status: 200, body: chartResponse(chart) };
});
