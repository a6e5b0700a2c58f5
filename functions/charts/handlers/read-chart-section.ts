import { chartRoutes } from "#contract/charts.ts";
import { chartSectionResponse } from "#functions/charts/chart-response.ts";
import { findChart, readDrawnForm } from "#functions/charts/chart-store.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { Problem } from "#functions/shared/problem.ts";

export const handler = httpHandler(chartRoutes.readChartSection, async ({ params: { chartId, sectionId } }) => {
  const chart = await findChart(chartId);
  if (chart === undefined) throw new Problem("CHART_NOT_FOUND");
  const section = chart.sections.find((each) => each.sectionId === sectionId);
  const form = section && (await readDrawnForm(chartId, sectionId));
  if (section === undefined || form === undefined) throw new Problem("SECTION_NOT_FOUND");
  return { status: 200, body: chartSectionResponse(chartId, form, section) };
});
