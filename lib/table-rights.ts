import {
  type ItemGrants,
  TABLE_PARTITIONS,
  type TableAction,
  type TableGrants,
  type TableName,
} from "#functions/shared/grants.ts";
import type { FunctionEntry } from "#lib/function-list.ts";

/** Actions on the items of a table. */
export interface TableRight {
  readonly table: TableName;
  readonly actions: readonly TableAction[];
  /** Pattern of the partition keys of these items; undefined: the whole table. */
  readonly partitions: string | undefined;
}

/** The rights on tables that a function's grants name, and those that checking and signing tokens takes. */
export const tableRightsOf = ({ grants, routes }: Pick<FunctionEntry, "grants" | "routes">): readonly TableRight[] => [
  ...declaredRights(grants.tables ?? {}),
  ...declaredRights(grants.items ?? {}),
  ...(grants.signingKey ? [keySetRight(["GetItem", "UpdateItem"])] : []),
  ...(!grants.signingKey && routes.some(({ queueToken }) => queueToken !== undefined)
    ? [keySetRight(["GetItem"])]
    : []),
];

const keySetRight = (actions: readonly TableAction[]): TableRight => ({
  table: "queue",
  actions,
  partitions: TABLE_PARTITIONS.queue.signingKeys,
});

const declaredRights = (tables: TableGrants | ItemGrants): readonly TableRight[] =>
  (Object.entries(tables) as [TableName, readonly TableAction[] | PartitionActions][]).flatMap(
    ([table, actions]): readonly TableRight[] =>
      isForTheWhole(actions)
        ? [{ table, actions, partitions: undefined }]
        : Object.entries(actions).map(([kind, onKind]) => ({
            table,
            actions: onKind,
            partitions: patternOf(table, kind),
          })),
  );

type PartitionActions = Readonly<Record<string, readonly TableAction[]>>;

const isForTheWhole = (actions: readonly TableAction[] | PartitionActions): actions is readonly TableAction[] =>
  Array.isArray(actions);

const patternOf = (table: TableName, kind: string): string => {
  const patterns: Readonly<Partial<Record<TableName, Readonly<Record<string, string>>>>> = TABLE_PARTITIONS;
  const pattern = patterns[table]?.[kind];
  if (pattern === undefined) throw new Error(`The table ${table} has no items of the kind ${kind}.`);
  return pattern;
};
