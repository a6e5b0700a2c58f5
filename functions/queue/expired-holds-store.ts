/** How expired holds are noted on a place, so that the condition of a hold can refuse who is cooling down. */
import type { CoolDown, Expiries } from "#functions/reservations/rules/cool-down.ts";
import type { Item } from "#functions/shared/dynamodb.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** The last expire is in `expiry1`, the one before in `lapse2`, up to as many as matter. */
const expiry = (index: number): string => `expiry${index}`;

/** A expire before this time is not near the last one. */
const NEAR_FROM = "expiriesFrom";

interface Clause {
  readonly expression: string;
  readonly values: Readonly<Record<string, number>>;
}

/** Notes a expire; undefined if expires don't matter. All reads of an update come before its writes, so each moves up. */
export const noteExpiry = (at: Seconds, { expiredHoldsMax, expiredHoldsSeconds }: CoolDown): Clause | undefined => {
  if (expiredHoldsMax === 0) return undefined;
  const older = Array.from(
    { length: expiredHoldsMax - 1 },
    (_, index) => `${expiry(index + 2)} = if_not_exists(${expiry(index + 1)}, :never)`,
  );
  return {
    expression: ["SET expiry1 = :at", `${NEAR_FROM} = :from`, ...older].join(", "),
    values: { ":at": at, ":from": at - expiredHoldsSeconds, ...(older.length > 0 && { ":never": 0 }) },
  };
};

/** That a user is not cooling down; undefined if nobody ever is. The same rule as `coolingUntil`. */
export const notCoolingDown = (now: Seconds, { expiredHoldsMax, coolDownSeconds }: CoolDown): Clause | undefined => {
  if (expiredHoldsMax === 0) return undefined;
  const first = expiry(expiredHoldsMax);
  return {
    expression: `(attribute_not_exists(${first}) OR ${first} <= ${NEAR_FROM} OR expiry1 <= :cooled)`,
    values: { ":cooled": now - coolDownSeconds },
  };
};

/** The expires that a place has noted, the last first. */
export const notedExpiries = (place: Item | undefined, { expiredHoldsMax }: CoolDown): Expiries =>
  Array.from({ length: expiredHoldsMax }, (_, index) => place?.[expiry(index + 1)] as Seconds | undefined).filter(
    (at) => at !== undefined && at > 0,
  ) as Expiries;
