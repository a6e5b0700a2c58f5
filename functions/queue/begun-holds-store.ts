/**
 * The holds that a place has begun, released and expired ones included, and the condition on them by which a hold is refused. The
 * rule itself is `mayBeginHold` in reservations/rules/hold-limit.ts. A new place of the same user starts from zero:
 * place-store.ts removes the count.
 */
import * as z from "zod/mini";
import type { Item } from "#functions/shared/dynamodb.ts";
import { stored } from "#functions/shared/stored.ts";

/** The attribute that counts them. */
export const HOLDS_BEGUN = "holds";

/** The condition that one more hold may begin; undefined if there is no limit. */
export const belowHoldLimit = (
  holdsPerPassMax: number,
): { readonly expression: string; readonly values: Readonly<Record<string, number>> } | undefined =>
  holdsPerPassMax === 0
    ? undefined
    : {
        expression: `(attribute_not_exists(${HOLDS_BEGUN}) OR ${HOLDS_BEGUN} < :holdsMax)`,
        values: { ":holdsMax": holdsPerPassMax },
      };

const countedHolds = stored("place", z.object({ [HOLDS_BEGUN]: z._default(z.int(), 0) }));

export const holdsBegun = (item: Item): number => countedHolds(item)[HOLDS_BEGUN];
