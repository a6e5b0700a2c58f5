/** What has to be set on a stage before a sale. Pure: from the load of the sale and from what is set now. */
import type { TableName } from "#functions/shared/grants.ts";
import { WARM_DEFAULT } from "#simulation/quotas.ts";
import {
  concurrencyOf,
  type PreparedFunction,
  type SaleLoad,
  type TableLoad,
  tableLoadsOf,
} from "#simulation/sale-load.ts";

export interface StageNow {
  /** What each table takes at once; the default of a new table if AWS does not say. */
  readonly tables: ReadonlyMap<TableName, TableLoad | undefined>;
  /** Reserved concurrency; undefined if a function has none. */
  readonly functions: ReadonlyMap<PreparedFunction, number | undefined>;
  /** What the functions of the account may use that have nothing reserved. */
  readonly unreserved: number;
}

export interface Plan {
  readonly tables: readonly { readonly table: TableName; readonly from: TableLoad; readonly to: TableLoad }[];
  readonly functions: readonly {
    readonly name: PreparedFunction;
    readonly from: number | undefined;
    readonly to: number;
  }[];
  /** Why it can't be carried out. */
  readonly refusal?: string;
}

/** AWS keeps as much of the account's concurrency for functions that have nothing reserved. */
const UNRESERVED_MIN = 100;

/** Raises what is too low for the sale, and lowers nothing: to plan again with the same load finds nothing to do. */
export const planOf = (load: SaleLoad, now: StageNow): Plan => {
  const needs = tableLoadsOf(load);
  const tables = [...now.tables].flatMap(([table, warm]) => {
    const from = warm ?? WARM_DEFAULT;
    const to = {
      read: Math.max(from.read, needs[table].read),
      write: Math.max(from.write, needs[table].write),
    };
    return to.read > from.read || to.write > from.write ? [{ table, from, to }] : [];
  });
  const wanted = concurrencyOf(load);
  const functions = [...now.functions].flatMap(([name, from]) =>
    (from ?? 0) < wanted[name] ? [{ name, from, to: wanted[name] }] : [],
  );
  const more = functions.reduce((sum, { from = 0, to }) => sum + to - from, 0);
  const left = now.unreserved - more;
  if (more === 0 || left >= UNRESERVED_MIN) return { tables, functions };
  return {
    tables,
    functions,
    refusal: `The account has ${now.unreserved} invocations at once that are not reserved. This takes ${more} of them, and AWS keeps ${UNRESERVED_MIN}. Ask for more in Service Quotas.`,
  };
};

const number = (value: number): string => value.toLocaleString("en-US");
const units = ({ read, write }: TableLoad): string => `${number(read)} reads and ${number(write)} writes a second`;

export const planLines = ({ tables, functions, refusal }: Plan): readonly string[] => [
  ...tables.map(({ table, from, to }) => `Table ${table}: from ${units(from)} to ${units(to)}, for good`),
  ...functions.map(
    ({ name, from, to }) => `Function ${name}: from ${from ?? "none"} to ${to} reserved invocations at once`,
  ),
  ...(tables.length + functions.length === 0 ? ["Nothing to set: the stage is ready for this sale."] : []),
  ...(refusal === undefined ? [] : [refusal]),
];
