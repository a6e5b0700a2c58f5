import { chartRoutes } from "#contract/charts.ts";
import { listedChartResponse } from "#functions/charts/chart-response.ts";
import { listCharts } from "#functions/charts/chart-store.ts";
import { CursorId, CursorNumber, fromCursor, toCursor } from "#functions/shared/cursor.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";

export const handler = httpHandler(chartRoutes.listCharts, async ({ query }) => {
  const after = fromCursor(query.cursor, { chartId: CursorId, createdAt: CursorNumber });
  const { items, last } = await listCharts({ limit: query.limit, after });
  const nextCursor = toCursor(last && { chartId: last.chartId, createdAt: last.createdAt });
  return { status: 200, body: { items: items.map(listedChartResponse), nextCursor } };
});
