import { putSection, readChart } from "#functions/charts/chart-store.ts";
import type { ChartSectionForm } from "#functions/charts/rules/publication.ts";
import { Problem } from "#functions/shared/problem.ts";
import { transact } from "#functions/shared/transaction.ts";

/**
 * Puts a section into a draft, in place of the one with its id.
 * @throws Problem CHART_NOT_FOUND, CHART_PUBLISHED, or REQUEST_IN_PROGRESS while others put theirs
 */
export const putChartSection = async (chartId: string, form: ChartSectionForm): Promise<void> => {
  const outcome = await transact(putSection(chartId, form));
  if (outcome.kind === "committed") return;
  if (outcome.kind === "contended") throw new Problem("REQUEST_IN_PROGRESS");
  throw new Problem((await readChart(chartId)) === undefined ? "CHART_NOT_FOUND" : "CHART_PUBLISHED");
};
