import { listPerformances } from "#functions/catalog/catalog-store.ts";
import { isOnSale, type PerformanceDate } from "#functions/catalog/rules/performance.ts";
import type { Inventory } from "#functions/queue/rules/inventory-limit.ts";
import { isOverdue } from "#functions/seats/rules/seat-occupancy.ts";
import { recountSection, watchAvailability } from "#functions/seats/seat-store.ts";
import type { Seconds } from "#functions/shared/time.ts";

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const onSaleNow = async (concertId: string, now: Seconds): Promise<readonly PerformanceDate[]> =>
  (await listPerformances(concertId)).filter((performance) => isOnSale(performance, now));

/**
 * The seats of a concert that are on sale now, and how many people have taken them. A person with seats in two sections
 * or on two dates is counted in each.
 */
export const readInventory = async (concertId: string, now: Seconds): Promise<Inventory> => {
  const onSale = await onSaleNow(concertId, now);
  const availability = await Promise.all(onSale.map(({ performanceId }) => watchAvailability(performanceId)));
  const sections = availability.flatMap((ofPerformance) => [...ofPerformance.values()]);
  const total = (count: "occupied" | "held" | "buyers" | "holders"): number =>
    sum(sections.map((section) => section[count]));
  const capacity = sum(onSale.map((performance) => performance.capacity));
  return {
    capacity,
    free: capacity - total("occupied"),
    held: total("held"),
    buyers: total("buyers"),
    holders: total("holders"),
  };
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
