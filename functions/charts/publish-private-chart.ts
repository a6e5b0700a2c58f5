import { newChart, writeSection } from "#functions/charts/chart-store.ts";
import { emptyDraft } from "#functions/charts/create-chart.ts";
import { type ChartSectionForm, publicationOf } from "#functions/charts/rules/publication.ts";
import { type Section, sectionFrom } from "#functions/seats/rules/seat-layout.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { derivedId, fingerprint } from "#functions/shared/ids.ts";
import { Problem } from "#functions/shared/problem.ts";
import type { Seconds } from "#functions/shared/time.ts";
import { transact } from "#functions/shared/transaction.ts";

const PARALLEL_WRITES = 10;

/**
 * Publishes the chart of one performance, made of the sections that came with it. Its id follows from the performance and
 * the sections, so a repeat writes the same once more, and other sections are another chart. The sections are there
 * before the chart is: nothing half-made is ever seen.
 * @throws Problem VALIDATION_FAILED if the sections do not fit together
 */
export const publishPrivateChart = async (
  performanceId: string,
  forms: readonly ChartSectionForm[],
  now: Seconds,
): Promise<{ readonly chartId: string; readonly sections: readonly Section[] }> => {
  const chartId = derivedId("cht", performanceId, fingerprint(forms));
  const draft = emptyDraft(chartId, performanceId, now);
  const listed = forms.map(({ sectionId }) => sectionId);
  const publication = publicationOf(draft, listed, forms);
  if ("faults" in publication) {
    const errors = publication.faults.map((message) => ({ field: "body.sections", message }));
    throw new Problem("VALIDATION_FAILED", { errors });
  }
  await forEachLimit(
    forms,
    PARALLEL_WRITES,
    (form) => writeSection(chartId, form),
    (error) => {
      throw error;
    },
  );
  const chart = { ...draft, ...publication, status: "PUBLISHED" as const, publishedAt: now };
  // A refusal says that the chart is there, and so the same one.
  if ((await transact([newChart(chart, "")])).kind === "contended") throw new Problem("REQUEST_IN_PROGRESS");
  return { chartId, sections: forms.map(sectionFrom) };
};
