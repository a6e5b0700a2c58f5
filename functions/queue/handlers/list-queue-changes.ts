import { queueControlRoutes } from "#contract/queue-control.ts";
import { listQueueChanges } from "#functions/queue/list-queue-changes.ts";
import { CursorNumber, fromCursor, toCursor } from "#functions/shared/cursor.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { isoTime } from "#functions/shared/time.ts";

export const handler = httpHandler(queueControlRoutes.listQueueChanges, async ({ params, query }) => {
  const after = fromCursor(query.cursor, { revision: CursorNumber });
  const { items, last } = await listQueueChanges(params.concertId, { limit: query.limit, after });
  const nextCursor = toCursor(last && { revision: last.revision });
  return {
    status: 200,
    body: { items: items.map(({ at, ...record }) => ({ ...record, at: isoTime(at) })), nextCursor },
  };
});
