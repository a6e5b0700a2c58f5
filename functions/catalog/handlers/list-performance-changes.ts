import { performanceControlRoutes } from "#contract/performance-control.ts";
import { listPerformanceChanges } from "#functions/catalog/list-performance-changes.ts";
import { changeRecordResponse } from "#functions/catalog/rules/performance-change-record.ts";
import { CursorId, CursorNumber, fromCursor, toCursor } from "#functions/shared/cursor.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";

export const handler = httpHandler(performanceControlRoutes.listPerformanceChanges, async ({ params, query }) => {
  const after = fromCursor(query.cursor, { at: CursorNumber, changeId: CursorId });
  const { items, last } = await listPerformanceChanges(params.performanceId, { limit: query.limit, after });
  const nextCursor = toCursor(last && { at: last.at, changeId: last.changeId });
  return { status: 200, body: { items: items.map(changeRecordResponse), nextCursor } };
});
