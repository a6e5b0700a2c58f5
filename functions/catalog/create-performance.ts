import type * as z from "zod/mini";
import type { NewPerformanceSchema } from "#contract/performances.ts";
import { newPerformance, readConcert, readCreatedPerformance } from "#functions/catalog/catalog-store.ts";
import { categoriesOf, newPerformanceOf } from "#functions/catalog/rules/new-performance.ts";
import type { Performance } from "#functions/catalog/rules/performance.ts";
import { priceListOf } from "#functions/catalog/rules/prices.ts";
import { findSections } from "#functions/charts/chart-store.ts";
import { publishPrivateChart } from "#functions/charts/publish-private-chart.ts";
import { type Section, sectionFrom } from "#functions/seats/rules/seat-layout.ts";
import { createOnce } from "#functions/shared/create-once.ts";
import { fingerprint, newId } from "#functions/shared/ids.ts";
import { Problem } from "#functions/shared/problem.ts";
import type { Seconds } from "#functions/shared/time.ts";

/**
 * Creates a performance on a published chart, or on one made of the sections that the request brings.
 * @returns the performance, and the headers that mark a replay
 * @throws Problem CONCERT_NOT_FOUND, CHART_NOT_FOUND, VALIDATION_FAILED, or as createOnce does
 */
export const createPerformance = async (
  request: {
    readonly concertId: string;
    readonly userId: string;
    readonly idempotencyKey: string | undefined;
    readonly wanted: z.infer<typeof NewPerformanceSchema>;
  },
  now: Seconds,
) => {
  const { concertId, userId, idempotencyKey, wanted } = request;
  const concert = await readConcert(concertId);
  if (concert === undefined) throw new Problem("CONCERT_NOT_FOUND");

  const performanceId = newId("per", idempotencyKey, userId, concertId);
  const chart = await chartFor(wanted, performanceId, now);
  const performance = newPerformanceOf(wanted, { concert, performanceId, chart, now });
  const creation = { created: performance, request: fingerprint(wanted) };
  return createOnce<Performance>(creation, newPerformance(performance, creation.request), async () => {
    const earlier = await readCreatedPerformance(concertId, performanceId);
    // The same request names the same seats; times that it left out are as they were when it first came.
    return earlier && { ...earlier, created: { ...earlier.created, sections: performance.sections } };
  });
};

/** The chart that the request names, or that of the sections it brings. */
const chartFor = async (
  { chartId, sections = [], prices }: z.infer<typeof NewPerformanceSchema>,
  performanceId: string,
  now: Seconds,
): Promise<{ readonly chartId: string; readonly sections: readonly Section[] }> => {
  if (chartId === undefined) {
    const forms = sections.map((section) => {
      const { price: _, ...form } = section;
      return form;
    });
    // Prices that do not fit are refused before anything is written.
    priceListOf(prices, sections, categoriesOf(forms.map(sectionFrom)));
    return publishPrivateChart(performanceId, forms, now);
  }
  const found = await findSections(chartId);
  if (found === undefined) throw new Problem("CHART_NOT_FOUND");
  return { chartId, sections: found };
};
