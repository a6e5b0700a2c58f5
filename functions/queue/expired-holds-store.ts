/** How lapsed holds are noted on a place, so that the condition of a hold can refuse who is cooling down. */
import type { CoolDown, Lapses } from "#functions/reservations/rules/cool-down.ts";
import type { Item } from "#functions/shared/dynamodb.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** The last lapse is in `lapse1`, the one before in `lapse2`, up to as many as matter. */
const lapse = (index: number): string => `lapse${index}`;

/** A lapse before this time is not near the last one. */
const NEAR_FROM = "lapsesFrom";

interface Clause {
  readonly expression: string;
  readonly values: Readonly<Record<string, number>>;
}

/** Notes a lapse; undefined if lapses don't matter. All reads of an update come before its writes, so each moves up. */
export const noteLapse = (at: Seconds, { lapsedHoldsMax, lapsedHoldsSeconds }: CoolDown): Clause | undefined => {
  if (lapsedHoldsMax === 0) return undefined;
  const older = Array.from(
    { length: lapsedHoldsMax - 1 },
    (_, index) => `${lapse(index + 2)} = if_not_exists(${lapse(index + 1)}, :never)`,
  );
  return {
    expression: ["SET lapse1 = :at", `${NEAR_FROM} = :from`, ...older].join(", "),
    values: { ":at": at, ":from": at - lapsedHoldsSeconds, ...(older.length > 0 && { ":never": 0 }) },
  };
};

/** That a user is not cooling down; undefined if nobody ever is. The same rule as `coolingUntil`. */
export const notCoolingDown = (now: Seconds, { lapsedHoldsMax, coolDownSeconds }: CoolDown): Clause | undefined => {
  if (lapsedHoldsMax === 0) return undefined;
  const first = lapse(lapsedHoldsMax);
  return {
    expression: `(attribute_not_exists(${first}) OR ${first} <= ${NEAR_FROM} OR lapse1 <= :cooled)`,
    values: { ":cooled": now - coolDownSeconds },
  };
};

/** The lapses that a place has noted, the last first. */
export const notedLapses = (place: Item | undefined, { lapsedHoldsMax }: CoolDown): Lapses =>
  Array.from({ length: lapsedHoldsMax }, (_, index) => place?.[lapse(index + 1)] as Seconds | undefined).filter(
    (at) => at !== undefined && at > 0,
  ) as Lapses;
