import type * as z from "zod/mini";
import type { PromotionSchema } from "#contract/promotions.ts";
import type { Promotion } from "#functions/promotions/rules/promotion.ts";
import { isoTime } from "#functions/shared/time.ts";

/** A promotion as operators see it. */
export const promotionResponse = (promotion: Promotion): z.infer<typeof PromotionSchema> => ({
  concertId: promotion.concertId,
  code: promotion.code,
  percentOff: promotion.percentOff ?? null,
  amountOff: promotion.amountOff ?? null,
  usesMax: promotion.usesMax,
  used: promotion.used,
  from: promotion.from === undefined ? null : isoTime(promotion.from),
  until: promotion.until === undefined ? null : isoTime(promotion.until),
  categories: promotion.categories === undefined ? null : [...promotion.categories],
  createdAt: isoTime(promotion.createdAt),
  createdBy: promotion.createdBy,
});
