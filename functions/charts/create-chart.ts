import type * as z from "zod/mini";
import type { NewChartSchema } from "#contract/charts.ts";
import { findChart, listChart, newChart, readCreatedChart } from "#functions/charts/chart-store.ts";
import type { Chart } from "#functions/charts/rules/chart.ts";
import { createOnce } from "#functions/shared/create-once.ts";
import { fingerprint, newId } from "#functions/shared/ids.ts";
import { Problem } from "#functions/shared/problem.ts";
import type { Seconds } from "#functions/shared/time.ts";

/**
 * Begins a chart as a draft without sections.
 * @returns the draft, and the headers that mark a replay
 * @throws Problem CHART_NOT_FOUND if it is based on a chart that is not published, or as createOnce does
 */
export const createChart = async (
  request: {
    readonly userId: string;
    readonly idempotencyKey: string | undefined;
    readonly wanted: z.infer<typeof NewChartSchema>;
  },
  now: Seconds,
) => {
  const { userId, idempotencyKey, wanted } = request;
  const base = wanted.basedOn === undefined ? undefined : await findChart(wanted.basedOn);
  if (wanted.basedOn !== undefined && base === undefined) throw new Problem("CHART_NOT_FOUND");
  const { name, categories = [], stage, floors = [], texts = [], basedOn } = wanted;
  const chartId = newId("cht", idempotencyKey, userId);
  const version = (base?.version ?? 0) + 1;
  const chart: Chart = { ...emptyDraft(chartId, name, now), version, basedOn, categories, stage, floors, texts };
  const creation = { created: chart, request: fingerprint(wanted) };
  return createOnce(creation, [newChart(chart, creation.request), listChart(chart)], () => readCreatedChart(chartId));
};

export const emptyDraft = (chartId: string, name: string, now: Seconds): Chart => ({
  chartId,
  name,
  version: 1,
  basedOn: undefined,
  status: "DRAFT",
  createdAt: now,
  publishedAt: undefined,
  revision: 0,
  categories: [],
  stage: undefined,
  floors: [],
  texts: [],
  capacity: 0,
  sections: [],
});
