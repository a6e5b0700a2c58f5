import { listChart, markPublished, readChart, readDrawnForms } from "#functions/charts/chart-store.ts";
import type { Chart } from "#functions/charts/rules/chart.ts";
import { publicationOf } from "#functions/charts/rules/publication.ts";
import { Problem } from "#functions/shared/problem.ts";
import { AGAIN, retryOnConflict } from "#functions/shared/retry-on-conflict.ts";
import type { Seconds } from "#functions/shared/time.ts";
import { transact } from "#functions/shared/transaction.ts";

const TRIES_MAX = 4;

/**
 * Publishes a draft in one step, after a check of the whole. A chart that is published already is returned as it is.
 * @param listed every section, in the order in which they lie beside each other
 * @throws Problem CHART_NOT_FOUND, CHART_INCOMPLETE, or REQUEST_IN_PROGRESS if sections are being put all the while
 */
export const publishChart = (chartId: string, listed: readonly string[], now: Seconds): Promise<Chart> =>
  retryOnConflict<Chart>(TRIES_MAX, async () => {
    const draft = await readChart(chartId);
    if (draft === undefined) throw new Problem("CHART_NOT_FOUND");
    if (draft.status === "PUBLISHED") return draft;
    const publication = publicationOf(draft, listed, await readDrawnForms(chartId));
    if ("faults" in publication) throw new Problem("CHART_INCOMPLETE", { faults: publication.faults });
    const published: Chart = { ...draft, ...publication, status: "PUBLISHED", publishedAt: now };
    const parts = [markPublished(draft, publication, now), listChart(published)];
    return (await transact(parts)).kind === "committed" ? published : AGAIN;
  });
