import { listPerformances, type PerformanceDate } from "#functions/concerts/catalog-store.ts";
import { watchAvailability } from "#functions/concerts/seat-store.ts";
import type { Stock } from "#functions/queue/admission.ts";
import type { Seconds } from "#functions/shared/time.ts";

export const isOnSale = (performance: PerformanceDate, now: Seconds): boolean =>
  performance.salesOpenAt <= now && now < performance.salesCloseAt;

const sum = (figures: Iterable<number>): number => Array.from(figures).reduce((total, figure) => total + figure, 0);

/** The seats of a concert that are on sale now, and how many of them are free. */
export const readStock = async (concertId: string, now: Seconds): Promise<Stock> => {
  const onSale = (await listPerformances(concertId)).filter((performance) => isOnSale(performance, now));
  const stocks = await Promise.all(
    onSale.map(async ({ performanceId, capacity }) => ({
      capacity,
      free: capacity - sum((await watchAvailability(performanceId)).values()),
    })),
  );
  return { capacity: sum(stocks.map((stock) => stock.capacity)), free: sum(stocks.map((stock) => stock.free)) };
};
