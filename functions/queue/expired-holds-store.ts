/**
 * The expired holds that a user's place notes, and the condition on them by which a hold is refused during a cool-down.
 * The rule itself is `coolingUntil` in reservations/rules/cool-down.ts. The condition says the same in DynamoDB's
 * words, because it has to be checked in the transaction of the hold; test/integration/cool-down.test.ts shows that the
 * two agree.
 */
import * as z from "zod/mini";
import type { CoolDown, Expiries } from "#functions/reservations/rules/cool-down.ts";
import type { Item } from "#functions/shared/dynamodb.ts";
import { stored } from "#functions/shared/stored.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** `expiry1` is when the last hold expired, `expiry2` the one before, up to `expiredHoldsMax`. */
const expiry = (index: number): string => `expiry${index}`;

/** The start of the window that ends with `expiry1`: earlier expiries do not count. */
const WINDOW_START = "expiriesFrom";

interface Clause {
  /** Without a keyword of an update. */
  readonly expression: string;
  readonly values: Readonly<Record<string, number>>;
}

/**
 * Notes that a hold expired, and moves the earlier expiries up: DynamoDB reads all attributes of an update before it
 * writes any. Undefined if no rule counts them.
 */
export const noteExpiry = (at: Seconds, { expiredHoldsMax, expiredHoldsSeconds }: CoolDown): Clause | undefined => {
  if (expiredHoldsMax === 0) return undefined;
  const older = Array.from(
    { length: expiredHoldsMax - 1 },
    (_, index) => `${expiry(index + 2)} = if_not_exists(${expiry(index + 1)}, :never)`,
  );
  return {
    expression: [`${expiry(1)} = :at`, `${WINDOW_START} = :from`, ...older].join(", "),
    values: { ":at": at, ":from": at - expiredHoldsSeconds, ...(older.length > 0 && { ":never": 0 }) },
  };
};

/** The condition that a user is not cooling down; undefined if the rule is off. */
export const notCoolingDown = (now: Seconds, { expiredHoldsMax, coolDownSeconds }: CoolDown): Clause | undefined => {
  if (expiredHoldsMax === 0) return undefined;
  const first = expiry(expiredHoldsMax);
  return {
    expression: `(attribute_not_exists(${first}) OR ${first} <= ${WINDOW_START} OR ${expiry(1)} <= :cooled)`,
    values: { ":cooled": now - coolDownSeconds },
  };
};

/** The expiries that the item of a place notes, the last first. */
export const notedExpiries = (item: Item | undefined, { expiredHoldsMax }: CoolDown): Expiries => {
  if (item === undefined) return [];
  const names = Array.from({ length: expiredHoldsMax }, (_, index) => expiry(index + 1));
  const fields = Object.fromEntries(names.map((name) => [name, z.optional(z.int())]));
  const noted = stored("place", z.object(fields))(item);
  return names.flatMap((name) => noted[name] ?? []).filter((at) => at > 0);
};
