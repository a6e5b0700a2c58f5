/** Which instances have to be kept warm for a sale, beside those that are. Pure. */
import { warmUsdPerHour } from "#simulation/report/cost.ts";
import { PUBLISHED, REGION } from "#simulation/report/prices.ts";
import { type SaleLoad, type WarmFunction, warmInstancesOf } from "#simulation/sale-load.ts";

/** The alias of a function, and what is kept warm for it. */
export interface WarmAlias {
  /** Undefined if nothing is. */
  readonly requested: number | undefined;
  /** They take some minutes to start. */
  readonly available: number;
  /** Why Lambda could not start them. */
  readonly failure?: string;
  /** Whether it has two versions at the moment: then Lambda does not let anybody set anything. */
  readonly isMoving: boolean;
}

export interface WarmNow {
  readonly memoryMb: number;
  /** Undefined if the function has no alias, and so nothing that could be kept warm. */
  readonly alias: WarmAlias | undefined;
}

export interface WarmChange {
  readonly name: WarmFunction;
  readonly from: number | undefined;
  readonly to: number;
  readonly failure?: string;
}

export interface WarmPlan {
  readonly changes: readonly WarmChange[];
  /** Set, but not started yet. */
  readonly starting: readonly { readonly name: WarmFunction; readonly available: number; readonly requested: number }[];
  /** Functions that have to change and can't, because a new version is being deployed. */
  readonly moving: readonly WarmFunction[];
  readonly withoutAlias: readonly WarmFunction[];
  /** All that will be warm. */
  readonly instances: number;
  readonly usdPerHour: number;
}

/**
 * Raises what is too low for the opening, and lowers nothing.
 * @param reservedCalls what a function will have for itself, which Lambda does not let warm instances exceed
 */
export const warmPlanOf = (
  load: SaleLoad,
  now: ReadonlyMap<WarmFunction, WarmNow>,
  reservedCalls: (name: WarmFunction) => number | undefined,
): WarmPlan => {
  const wanted = warmInstancesOf(load);
  const planned = [...now].flatMap(([name, { memoryMb, alias }]) => {
    if (alias === undefined) return [];
    const from = alias.requested;
    const to = Math.max(from ?? 0, Math.min(wanted[name], reservedCalls(name) ?? Number.POSITIVE_INFINITY));
    const { failure, available, isMoving } = alias;
    const isChange = to > (from ?? 0) || failure !== undefined;
    return [{ name, from, to, memoryMb, available, isMoving, isChange, ...(failure === undefined ? {} : { failure }) }];
  });
  const changed = planned.filter(({ isChange }) => isChange);
  return {
    changes: changed.map(({ name, from, to, failure }) => ({
      name,
      from,
      to,
      ...(failure === undefined ? {} : { failure }),
    })),
    starting: planned
      .filter(({ isChange, available, to }) => !isChange && available < to)
      .map(({ name, available, to }) => ({ name, available, requested: to })),
    moving: changed.filter(({ isMoving }) => isMoving).map(({ name }) => name),
    withoutAlias: [...now].filter(([, { alias }]) => alias === undefined).map(([name]) => name),
    instances: planned.reduce((sum, { to }) => sum + to, 0),
    usdPerHour: warmUsdPerHour(planned.reduce((sum, { to, memoryMb }) => sum + to * memoryMb, 0)),
  };
};

const list = (names: readonly string[]): string => names.join(", ");

export const warmLines = ({ changes, starting, withoutAlias, instances, usdPerHour }: WarmPlan): readonly string[] => [
  ...changes.map(
    ({ name, from, to, failure }) =>
      `Function ${name}: from ${from ?? "none"} to ${to} kept warm${failure === undefined ? "" : `, again: ${failure}`}`,
  ),
  ...starting.map(
    ({ name, available, requested }) => `Function ${name}: ${available} of ${requested} instances are warm so far`,
  ),
  ...(withoutAlias.length === 0 ? [] : [`Nothing is kept warm for functions without an alias: ${list(withoutAlias)}`]),
  ...(instances === 0
    ? []
    : [
        `Warm instances in all: ${instances}, at ${usdPerHour.toFixed(2)} US dollars an hour until relax, whether or not anybody comes (list price in ${REGION}, as of ${PUBLISHED})`,
      ]),
];
