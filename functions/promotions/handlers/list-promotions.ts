import { promotionRoutes } from "#contract/promotions.ts";
import { listPromotions } from "#functions/promotions/list-promotions.ts";
import { promotionResponse } from "#functions/promotions/promotion-response.ts";
import { CursorId, fromCursor, toCursor } from "#functions/shared/cursor.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";

export const handler = httpHandler(promotionRoutes.listPromotions, async ({ params, query }) => {
  const after = fromCursor(query.cursor, { code: CursorId });
  const { items, last } = await listPromotions(params.concertId, { limit: query.limit, after });
  return {
    status: 200,
    body: { items: items.map(promotionResponse), nextCursor: toCursor(last && { code: last.code }) },
  };
});
