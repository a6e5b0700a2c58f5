import { listPerformances } from "#functions/catalog/catalog-store.ts";
import { isOnSale, type PerformanceDate } from "#functions/catalog/rules/performance.ts";
import { opensLater } from "#functions/catalog/rules/sale-phase.ts";
import { findSaleSections } from "#functions/charts/chart-store.ts";
import type { Inventory } from "#functions/queue/rules/inventory-limit.ts";
import { categoriesLeft, soldOutIn } from "#functions/seats/rules/categories-left.ts";
import { inventoryOf, sumOf } from "#functions/seats/rules/performance-inventory.ts";
import { isOverdue } from "#functions/seats/rules/seat-occupancy.ts";
import { recountSection, watchAvailability } from "#functions/seats/seat-store.ts";
import type { Seconds } from "#functions/shared/time.ts";

const onSaleNow = async (concertId: string, now: Seconds): Promise<readonly PerformanceDate[]> =>
  (await listPerformances(concertId)).filter((performance) => isOnSale(performance, now));

/**
 * The seats of a concert that are on sale now, how many people have taken them, and the categories that are sold out. A
 * person with seats in two sections or on two dates is counted in each. Of dates that go on sale later nothing is read but
 * the dates.
 */
export const readInventory = async (concertId: string, now: Seconds): Promise<Inventory> => {
  const dates = await listPerformances(concertId);
  const onSale = await Promise.all(
    dates.filter((date) => isOnSale(date, now)).map((date) => readPerformanceInventory(date, now)),
  );
  const later = dates.filter((date) => opensLater(date, now)).flatMap(({ prices }) => prices);
  const soldOut = soldOutIn(
    onSale.map(({ left }) => left),
    later.map(({ category }) => category),
  );
  return { ...sumOf(onSale.map(({ inventory }) => inventory)), soldOut };
};

const readPerformanceInventory = async (
  { performanceId, chartId, capacity, accessibleUntil }: PerformanceDate,
  now: Seconds,
) => {
  const [counts, sections] = await Promise.all([watchAvailability(performanceId), findSaleSections(chartId)]);
  const unitsAreKeptBack = now < accessibleUntil;
  const units = Array.from(sections, ([sectionId, { accessible }]) => [sectionId, accessible] as const);
  return {
    inventory: inventoryOf(capacity, counts, new Map(unitsAreKeptBack ? units : [])),
    left: categoriesLeft(sections, counts, unitsAreKeptBack),
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
