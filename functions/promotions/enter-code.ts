/** What happens when a buyer enters a promotion code: it is found, or counted as a guess. */
import { countAttempt, forgetAttempt } from "#functions/promotions/attempts-store.ts";
import { readPromotion } from "#functions/promotions/promotion-store.ts";
import { isFor, type Promotion, useRefusal } from "#functions/promotions/rules/promotion.ts";
import { WRONG_CODES_MAX } from "#functions/promotions/rules/wrong-codes.ts";
import { Problem } from "#functions/shared/problem.ts";
import type { Seconds } from "#functions/shared/time.ts";

export interface EnteredCode {
  readonly concertId: string;
  readonly userId: string;
  readonly code: string;
  /** The categories of the seats. */
  readonly categories: readonly string[];
}

/**
 * The promotion behind a code that can be used now for at least one of the seats. Codes that nobody has made, that are
 * over, or that are for other seats get the same problem, so that a guess learns nothing; each counts as a wrong code
 * of the account. Using it up is for the payment.
 * @throws Problem PROMOTION_CODE_INVALID, PROMOTION_CODE_USED_UP, or PROMOTION_CODE_ATTEMPTS after too many wrong codes
 */
export const enterCode = async (
  { concertId, userId, code, categories }: EnteredCode,
  now: Seconds,
): Promise<Promotion> => {
  const attempt = await countAttempt(userId, now);
  if ("blockedUntil" in attempt) {
    const retryAfterSeconds = attempt.blockedUntil - now;
    throw new Problem("PROMOTION_CODE_ATTEMPTS", { attemptsMax: WRONG_CODES_MAX }, { retryAfterSeconds });
  }
  const promotion = await readPromotion(concertId, code, { consistent: true });
  const refusal = useRefusal(promotion, now);
  const isForASeat = promotion !== undefined && categories.some((category) => isFor(promotion, category));
  if (refusal === "PROMOTION_CODE_INVALID" || !isForASeat) throw new Problem("PROMOTION_CODE_INVALID");
  await forgetAttempt(userId, attempt.window);
  if (refusal !== undefined) throw new Problem(refusal);
  return promotion;
};
