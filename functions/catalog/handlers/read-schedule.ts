import { performanceRoutes } from "#contract/performances.ts";
import { readSchedule } from "#functions/catalog/read-schedule.ts";
import { CursorId, CursorNumber, fromCursor, toCursor } from "#functions/shared/cursor.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { isoTime, systemClock } from "#functions/shared/time.ts";

export const handler = httpHandler(performanceRoutes.readSchedule, async ({ params, query }) => {
  const after = fromCursor(query.cursor, { startsAt: CursorNumber, performanceId: CursorId });
  const { items, last } = await readSchedule(params.concertId, { limit: query.limit, after });
  const nextCursor = toCursor(last && { startsAt: last.startsAt, performanceId: last.performanceId });
  return { status: 200, body: { items, nextCursor, serverTime: isoTime(systemClock()) } };
});
