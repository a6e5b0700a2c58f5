import { listPerformances, type PerformanceDate } from "#functions/catalog/catalog-store.ts";
import type { Inventory } from "#functions/queue/rules/inventory-limit.ts";
import type { SectionCount } from "#functions/seats/rules/seat-occupancy.ts";
import { recountSection, watchAvailability } from "#functions/seats/seat-store.ts";
import type { Seconds } from "#functions/shared/time.ts";

export const isOnSale = (performance: PerformanceDate, now: Seconds): boolean =>
  performance.salesOpenAt <= now && now < performance.salesCloseAt;

const sum = (stats: Iterable<number>): number => Array.from(stats).reduce((total, figure) => total + figure, 0);

const onSaleNow = async (concertId: string, now: Seconds): Promise<readonly PerformanceDate[]> =>
  (await listPerformances(concertId)).filter((performance) => isOnSale(performance, now));

/**
 * The seats of a concert that are on sale now, and who has taken them. Somebody with seats of two sections or dates is
 * counted in each.
 */
export const readInventory = async (concertId: string, now: Seconds): Promise<Inventory> => {
  const onSale = await onSaleNow(concertId, now);
  const sections = (
    await Promise.all(onSale.map(async ({ performanceId }) => [...(await watchAvailability(performanceId)).values()]))
  ).flat();
  const total = (figure: "occupied" | "held" | "buyers" | "holders"): number =>
    sum(sections.map((section) => section[figure]));
  const capacity = sum(onSale.map((performance) => performance.capacity));
  return {
    capacity,
    free: capacity - total("occupied"),
    held: total("held"),
    buyers: total("buyers"),
    holders: total("holders"),
  };
};

/** Whoever ends a hold has the section counted again; later than this after a expire, nobody will. */
const RECOUNT_AFTER_SECONDS = 5;

const isOverdue = ({ nextExpiryAt }: SectionCount, now: Seconds): boolean =>
  nextExpiryAt !== undefined && now >= nextExpiryAt + RECOUNT_AFTER_SECONDS;

/**
 * Counts the sections again in which a hold has expired and nobody has said so, because its reminder was lost, say: else
 * a queue that is sold out would never open again.
 */
export const recountExpired = async (concertId: string, now: Seconds): Promise<void> => {
  for (const { performanceId } of await onSaleNow(concertId, now)) {
    for (const [sectionId, count] of await watchAvailability(performanceId)) {
      if (isOverdue(count, now)) await recountSection(performanceId, sectionId, now);
    }
  }
};
