import type * as z from "zod/mini";
import type { PerformanceSchema } from "#contract/performances.ts";
import { listPerformances, readConcert } from "#functions/catalog/catalog-store.ts";
import { performanceResponse } from "#functions/catalog/performance-response.ts";
import { isOnSale, type ListingKey, type PerformanceDate, pageByStart } from "#functions/catalog/rules/performance.ts";
import { findSections } from "#functions/charts/chart-store.ts";
import { watchAvailability } from "#functions/seats/seat-store.ts";
import { Problem } from "#functions/shared/problem.ts";
import { leaveOutDamaged } from "#functions/shared/stored.ts";
import type { Seconds } from "#functions/shared/time.ts";

type ListedPerformance = z.infer<typeof PerformanceSchema>;

/**
 * A page of the performances of a concert that are on sale, with the seats that are left of each.
 * @param page.after the last performance of the page before
 * @returns the performances, and the last of them if more follow
 * @throws Problem CONCERT_NOT_FOUND
 */
export const listPerformancesOnSale = async (
  concertId: string,
  page: { readonly limit: number; readonly after: ListingKey | undefined },
  now: Seconds,
): Promise<{ readonly items: readonly ListedPerformance[]; readonly last: ListingKey | undefined }> => {
  const all = await listPerformances(concertId);
  if (all.length === 0 && (await readConcert(concertId)) === undefined) throw new Problem("CONCERT_NOT_FOUND");

  const onSale = all.filter((performance) => isOnSale(performance, now));
  const { items, last } = pageByStart(onSale, page);
  const listed = items.map((date) => withSeatsLeft(date).catch(leaveOutDamaged));
  return { items: (await Promise.all(listed)).flat(), last };
};

const withSeatsLeft = async (date: PerformanceDate): Promise<ListedPerformance> => {
  const { performanceId, chartId } = date;
  const sections = await findSections(chartId);
  if (sections === undefined) throw new Error(`Performance ${performanceId} has no chart.`);
  return performanceResponse({ ...date, sections }, await watchAvailability(performanceId));
};
