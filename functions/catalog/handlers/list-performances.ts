import { performanceRoutes } from "#contract/performances.ts";
import { findPerformance, listPerformances, readConcert } from "#functions/catalog/catalog-store.ts";
import { performanceResponse } from "#functions/catalog/performance-response.ts";
import { isOnSale } from "#functions/seats/inventory.ts";
import { watchAvailability } from "#functions/seats/seat-store.ts";
import { CursorId, CursorNumber, fromCursor, toCursor } from "#functions/shared/cursor.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { Problem } from "#functions/shared/problem.ts";
import { isoTime, systemClock } from "#functions/shared/time.ts";

export const handler = httpHandler(performanceRoutes.listPerformances, async ({ params, query }) => {
  const now = systemClock();
  const after = fromCursor(query.cursor, { startsAt: CursorNumber, performanceId: CursorId });
  const all = await listPerformances(params.concertId);
  if (all.length === 0 && (await readConcert(params.concertId)) === undefined) throw new Problem("CONCERT_NOT_FOUND");

  const rest = all
    .filter((performance) => isOnSale(performance, now))
    .filter(
      ({ startsAt, performanceId }) =>
        after === undefined ||
        startsAt > after.startsAt ||
        (startsAt === after.startsAt && performanceId > after.performanceId),
    );
  const page = rest.slice(0, query.limit);
  const items = await Promise.all(
    page.map(async ({ performanceId }) => {
      const performance = await findPerformance(performanceId);
      if (performance === undefined) throw new Error(`Performance ${performanceId} has no layout.`);
      return performanceResponse(performance, await watchAvailability(performanceId));
    }),
  );
  const last = rest.length > page.length ? page.at(-1) : undefined;
  const nextCursor = toCursor(last && { startsAt: last.startsAt, performanceId: last.performanceId });
  return { status: 200, body: { items, nextCursor, serverTime: isoTime(now) } };
});
