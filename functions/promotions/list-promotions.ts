import { readConcert } from "#functions/catalog/catalog-store.ts";
import { listPromotions as listStoredPromotions } from "#functions/promotions/promotion-store.ts";
import type { Promotion } from "#functions/promotions/rules/promotion.ts";
import type { Page } from "#functions/shared/dynamodb.ts";
import { Problem } from "#functions/shared/problem.ts";

/**
 * Promotions of a concert, in the order of their codes.
 * @throws Problem CONCERT_NOT_FOUND
 */
export const listPromotions = async (
  concertId: string,
  page: { readonly limit: number; readonly after: Pick<Promotion, "code"> | undefined },
): Promise<Page<Promotion>> => {
  if ((await readConcert(concertId)) === undefined) throw new Problem("CONCERT_NOT_FOUND");
  return listStoredPromotions(concertId, page);
};
