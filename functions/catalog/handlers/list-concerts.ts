import { concertRoutes } from "#contract/concerts.ts";
import { listConcerts } from "#functions/catalog/catalog-store.ts";
import { concertResponse } from "#functions/catalog/concert-response.ts";
import { CursorId, CursorNumber, fromCursor, toCursor } from "#functions/shared/cursor.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { isoTime, systemClock } from "#functions/shared/time.ts";

export const handler = httpHandler(concertRoutes.listConcerts, async ({ query }) => {
  const after = fromCursor(query.cursor, { concertId: CursorId, opensAt: CursorNumber });
  const { items, last } = await listConcerts({ limit: query.limit, after });
  const nextCursor = toCursor(last && { concertId: last.concertId, opensAt: last.opensAt });
  return { status: 200, body: { items: items.map(concertResponse), nextCursor, serverTime: isoTime(systemClock()) } };
});
