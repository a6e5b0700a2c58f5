import { promotionRoutes } from "#contract/promotions.ts";
import { createPromotion } from "#functions/promotions/create-promotion.ts";
import { promotionResponse } from "#functions/promotions/promotion-response.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { systemClock } from "#functions/shared/time.ts";

export const handler = httpHandler(promotionRoutes.createPromotion, async ({ params, body, user, idempotencyKey }) => {
  const request = { concertId: params.concertId, userId: user.userId, idempotencyKey, wanted: body };
  const { created, headers } = await createPromotion(request, systemClock());
  return { status: 201, body: promotionResponse(created), headers };
});
