/** What has to be set on a stage before a sale. Pure: from the load of the sale and from what is set now. */
import { type WarmNow, type WarmPlan, warmLines, warmPlanOf } from "#cli/ops/warm-plan.ts";
import type { TableName } from "#functions/shared/grants.ts";
import { WARM_DEFAULT } from "#simulation/quotas.ts";
import {
  concurrencyOf,
  type PreparedFunction,
  type SaleLoad,
  type TableLoad,
  tableLoadsOf,
  type WarmFunction,
} from "#simulation/sale-load.ts";

export interface StageNow {
  /** What each table takes at once; the default of a new table if AWS does not say. */
  readonly tables: ReadonlyMap<TableName, TableLoad | undefined>;
  /** Reserved concurrency; undefined if a function has none. */
  readonly functions: ReadonlyMap<PreparedFunction | WarmFunction, number | undefined>;
  readonly warm: ReadonlyMap<WarmFunction, WarmNow>;
  /** What the functions of the account may use that have nothing reserved. */
  readonly unreserved: number;
}

interface FunctionChange {
  readonly name: PreparedFunction;
  readonly from: number | undefined;
  readonly to: number;
}

export interface Plan {
  readonly tables: readonly { readonly table: TableName; readonly from: TableLoad; readonly to: TableLoad }[];
  readonly functions: readonly FunctionChange[];
  readonly warm: WarmPlan;
  /** Why it can't be carried out. */
  readonly refusal?: string;
}

/** AWS keeps as much of the account's concurrency for functions that have nothing reserved. */
const UNRESERVED_MIN = 100;

/** Raises what is too low for the sale, and lowers nothing: to plan again with the same load finds nothing to do. */
export const planOf = (load: SaleLoad, now: StageNow): Plan => {
  const functions = functionChanges(load, now);
  const changed = new Map<string, number>(functions.map(({ name, to }) => [name, to]));
  const warm = warmPlanOf(load, now.warm, (name) => changed.get(name) ?? now.functions.get(name));
  const refusal = refusalOf(functions, warm, now);
  return { tables: tableChanges(load, now), functions, warm, ...(refusal === undefined ? {} : { refusal }) };
};

const tableChanges = (load: SaleLoad, { tables }: StageNow): Plan["tables"] => {
  const needs = tableLoadsOf(load);
  return [...tables].flatMap(([table, warm]) => {
    const from = warm ?? WARM_DEFAULT;
    const to = {
      read: Math.max(from.read, needs[table].read),
      write: Math.max(from.write, needs[table].write),
    };
    return to.read > from.read || to.write > from.write ? [{ table, from, to }] : [];
  });
};

const functionChanges = (load: SaleLoad, { functions }: StageNow): readonly FunctionChange[] => {
  const wanted: ReadonlyMap<string, number> = new Map(Object.entries(concurrencyOf(load)));
  return [...functions].flatMap(([name, from]) => {
    const to = wanted.get(name);
    return to !== undefined && (from ?? 0) < to ? [{ name: name as PreparedFunction, from, to }] : [];
  });
};

const refusalOf = (
  functions: readonly FunctionChange[],
  { changes, moving }: WarmPlan,
  now: StageNow,
): string | undefined => {
  if (moving.length > 0) {
    return `A new version is being deployed of ${moving.join(", ")}. Prepare again when the deployment is over.`;
  }
  // Warm instances of a function with reserved calls are a part of these.
  const isReserved = (name: string): boolean => functions.some((each) => each.name === name);
  const apart = changes.filter(({ name }) => now.functions.get(name) === undefined && !isReserved(name));
  const more = [...functions, ...apart].reduce((sum, { from = 0, to }) => sum + to - from, 0);
  if (more === 0 || now.unreserved - more >= UNRESERVED_MIN) return undefined;
  return `The account has ${now.unreserved} invocations at once that are not reserved. This takes ${more} of them, and AWS keeps ${UNRESERVED_MIN}. Ask for more in Service Quotas.`;
};

/** Whether everything is set that the sale needs. */
export const isSet = ({ tables, functions, warm }: Plan): boolean =>
  tables.length + functions.length + warm.changes.length === 0;

const number = (value: number): string => value.toLocaleString("en-US");
const units = ({ read, write }: TableLoad): string => `${number(read)} reads and ${number(write)} writes a second`;

const nothingToSet = ({ warm }: Plan): string =>
  warm.starting.length === 0
    ? "Nothing to set: the stage is ready for this sale."
    : "Nothing to set, but the stage is not ready yet: instances are starting.";

export const planLines = (plan: Plan): readonly string[] => [
  ...plan.tables.map(({ table, from, to }) => `Table ${table}: from ${units(from)} to ${units(to)}, for good`),
  ...plan.functions.map(
    ({ name, from, to }) => `Function ${name}: from ${from ?? "none"} to ${to} reserved invocations at once`,
  ),
  ...warmLines(plan.warm),
  ...(isSet(plan) ? [nothingToSet(plan)] : []),
  ...(plan.refusal === undefined ? [] : [plan.refusal]),
];
