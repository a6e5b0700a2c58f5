import { queueControlRoutes } from "#contract/queue-control.ts";
import { readQueue } from "#functions/queue/queue-store.ts";
import { listChanges } from "#functions/queue/settings-history-store.ts";
import { CursorNumber, fromCursor, toCursor } from "#functions/shared/cursor.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { Problem } from "#functions/shared/problem.ts";
import { isoTime } from "#functions/shared/time.ts";

export const handler = httpHandler(queueControlRoutes.listQueueChanges, async ({ params, query }) => {
  const after = fromCursor(query.cursor, { revision: CursorNumber });
  const { items, next } = await listChanges(params.concertId, { limit: query.limit, after });
  if (items.length === 0 && (await readQueue(params.concertId)) === undefined) throw new Problem("CONCERT_NOT_FOUND");
  return {
    status: 200,
    body: { items: items.map(({ at, ...record }) => ({ ...record, at: isoTime(at) })), nextCursor: toCursor(next) },
  };
});
