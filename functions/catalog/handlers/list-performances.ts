import { performanceRoutes } from "#contract/performances.ts";
import { listPerformancesOnSale } from "#functions/catalog/list-performances.ts";
import { CursorId, CursorNumber, fromCursor, toCursor } from "#functions/shared/cursor.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { isoTime, systemClock } from "#functions/shared/time.ts";
import { readPublishedKeys } from "#functions/signing/key-set-store.ts";

export const handler = httpHandler(
  performanceRoutes.listPerformances,
  async ({ params, query }) => {
    const now = systemClock();
    const after = fromCursor(query.cursor, { startsAt: CursorNumber, performanceId: CursorId });
    const { items, last } = await listPerformancesOnSale(params.concertId, { limit: query.limit, after }, now);
    const nextCursor = toCursor(last && { startsAt: last.startsAt, performanceId: last.performanceId });
    return { status: 200, body: { items, nextCursor, serverTime: isoTime(now) } };
  },
  { readPublishedKeys },
);
