import type * as z from "zod/mini";
import type { ScheduledPerformanceSchema } from "#contract/performances.ts";
import { listPerformances, watchConcert } from "#functions/catalog/catalog-store.ts";
import { scheduledPerformance } from "#functions/catalog/performance-response.ts";
import { type ListingKey, pageByStart } from "#functions/catalog/rules/performance.ts";
import { Problem } from "#functions/shared/problem.ts";

/**
 * A page of all performances of a concert, past and called-off ones too, as they were within the last second.
 * @param page.after the last performance of the page before
 * @returns the performances, and the last of them if more follow
 * @throws Problem CONCERT_NOT_FOUND
 */
export const readSchedule = async (
  concertId: string,
  page: { readonly limit: number; readonly after: ListingKey | undefined },
): Promise<{
  readonly items: readonly z.infer<typeof ScheduledPerformanceSchema>[];
  readonly last: ListingKey | undefined;
}> => {
  // An id that somebody made up costs a read of a partition that nobody needs, and none of a concert's own.
  if ((await watchConcert(concertId)) === undefined) throw new Problem("CONCERT_NOT_FOUND");
  const { items, last } = pageByStart(await listPerformances(concertId), page);
  return { items: items.map(scheduledPerformance), last };
};
