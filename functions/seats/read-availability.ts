import type * as z from "zod/mini";
import type { AvailabilitySchema } from "#contract/availability.ts";
import { findPerformance } from "#functions/catalog/catalog-store.ts";
import { lowestPriceOf } from "#functions/catalog/rules/prices.ts";
import { countsByCategory } from "#functions/seats/rules/section-availability.ts";
import { ALL_FREE } from "#functions/seats/rules/section-state.ts";
import { watchAvailability } from "#functions/seats/seat-store.ts";
import { Problem } from "#functions/shared/problem.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";

/**
 * What is left of a performance, by section and category.
 * @throws Problem PERFORMANCE_NOT_FOUND
 */
export const readAvailability = async (
  performanceId: string,
  now: Seconds,
): Promise<z.infer<typeof AvailabilitySchema>> => {
  const performance = await findPerformance(performanceId);
  if (performance === undefined) throw new Problem("PERFORMANCE_NOT_FOUND");
  const counts = await watchAvailability(performanceId);
  const unitsAreKeptBack = now < performance.accessibleUntil;
  return {
    performanceId,
    sections: performance.sections.map((section) => ({
      sectionId: section.sectionId,
      categories: countsByCategory(section, counts.get(section.sectionId)?.states ?? ALL_FREE, unitsAreKeptBack).map(
        (count) => ({ ...count, price: lowestPriceOf(performance, count.category) ?? 0 }),
      ),
    })),
    serverTime: isoTime(now),
  };
};
