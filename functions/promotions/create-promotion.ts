import type * as z from "zod/mini";
import type { NewPromotionSchema } from "#contract/promotions.ts";
import { readConcert } from "#functions/catalog/catalog-store.ts";
import { newPromotion, readCreatedPromotion } from "#functions/promotions/promotion-store.ts";
import { normalCode, type Promotion } from "#functions/promotions/rules/promotion.ts";
import { createOnce } from "#functions/shared/create-once.ts";
import { derivedId, fingerprint } from "#functions/shared/ids.ts";
import { Problem } from "#functions/shared/problem.ts";
import { fromIsoTime, type Seconds } from "#functions/shared/time.ts";

export interface PromotionCreation {
  readonly concertId: string;
  /** The operator. */
  readonly userId: string;
  readonly idempotencyKey: string | undefined;
  readonly wanted: z.infer<typeof NewPromotionSchema>;
}

/**
 * Creates a promotion, or returns the one that the same request created before.
 * @returns the promotion, and the headers that mark a replay
 * @throws Problem CONCERT_NOT_FOUND, PROMOTION_CODE_EXISTS, IDEMPOTENCY_KEY_REUSED or REQUEST_IN_PROGRESS
 */
export const createPromotion = async (
  { concertId, userId, idempotencyKey, wanted }: PromotionCreation,
  now: Seconds,
) => {
  if ((await readConcert(concertId)) === undefined) throw new Problem("CONCERT_NOT_FOUND");

  const { from, until, ...rest } = wanted;
  const promotion: Promotion = {
    ...rest,
    concertId,
    code: normalCode(wanted.code),
    used: 0,
    from: from === undefined ? undefined : fromIsoTime(from),
    until: until === undefined ? undefined : fromIsoTime(until),
    createdAt: now,
    createdBy: userId,
  };
  const request = fingerprint(wanted);
  const creationId = idempotencyKey === undefined ? undefined : derivedId("prm", userId, concertId, idempotencyKey);
  return createOnce<Promotion>(
    { created: promotion, request },
    newPromotion(promotion, creationId === undefined ? undefined : { creationId, request }),
    async () => (creationId === undefined ? undefined : readCreatedPromotion(concertId, creationId)),
    (found) => (found.has("key") ? undefined : new Problem("PROMOTION_CODE_EXISTS")),
  );
};
