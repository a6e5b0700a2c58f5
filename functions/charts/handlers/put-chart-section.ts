import { chartRoutes } from "#contract/charts.ts";
import { putChartSection } from "#functions/charts/put-chart-section.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { Problem } from "#functions/shared/problem.ts";

export const handler = httpHandler(chartRoutes.putChartSection, async ({ params, body }) => {
  if (body.sectionId !== params.sectionId) {
    const message = "The section in the path and in the body must be the same.";
    throw new Problem("VALIDATION_FAILED", { errors: [{ field: "body.sectionId", message }] });
  }
  await putChartSection(params.chartId, body);
  return { status: 204 };
});
