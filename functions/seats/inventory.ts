import { listPerformances } from "#functions/catalog/catalog-store.ts";
import { isOnSale, type PerformanceDate } from "#functions/catalog/rules/performance.ts";
import { findAccessibleUnits } from "#functions/charts/chart-store.ts";
import type { Inventory } from "#functions/queue/rules/inventory-limit.ts";
import { inventoryOf, sumOf } from "#functions/seats/rules/performance-inventory.ts";
import { isOverdue } from "#functions/seats/rules/seat-occupancy.ts";
import { recountSection, watchAvailability } from "#functions/seats/seat-store.ts";
import type { Seconds } from "#functions/shared/time.ts";

const onSaleNow = async (concertId: string, now: Seconds): Promise<readonly PerformanceDate[]> =>
  (await listPerformances(concertId)).filter((performance) => isOnSale(performance, now));

/**
 * The seats of a concert that are on sale now, and how many people have taken them. A person with seats in two sections
 * or on two dates is counted in each.
 */
export const readInventory = async (concertId: string, now: Seconds): Promise<Inventory> => {
  const onSale = await onSaleNow(concertId, now);
  const read = async ({ performanceId, chartId, capacity, accessibleUntil }: PerformanceDate): Promise<Inventory> => {
    const counts = await watchAvailability(performanceId);
    const units = now < accessibleUntil ? await findAccessibleUnits(chartId) : new Map<string, never>();
    return inventoryOf(capacity, counts, units);
  };
  return sumOf(await Promise.all(onSale.map(read)));
};

/** The end of a hold has its section recounted at once. If that has not happened by this time, it will not happen. */
const RECOUNT_AFTER_SECONDS = 5;

/**
 * Recounts the sections in which a hold has expired unnoticed, for example because its SQS message was lost: without
 * this a queue that is sold out would never open again.
 */
export const recountExpired = async (concertId: string, now: Seconds): Promise<void> => {
  for (const { performanceId } of await onSaleNow(concertId, now)) {
    for (const [sectionId, count] of await watchAvailability(performanceId)) {
      if (isOverdue(count, now - RECOUNT_AFTER_SECONDS)) await recountSection(performanceId, sectionId, now);
    }
  }
};
