/** What a migration is, and the expressions that follow from it. Pure. */
import type { TableName } from "#functions/shared/grants.ts";

/**
 * Brings stored items of one kind to a schema version. It can only add fields that are missing and set the version: so it
 * is one atomic write an item, which takes nothing from a service that writes the same item, and a second run finds nothing.
 */
export interface Migration {
  readonly name: string;
  readonly table: TableName;
  /** Its items: the beginning of the partition key, and the sort key. */
  readonly items: { readonly pk: string; readonly sk: string };
  readonly version: number;
  /** By their path, such as "stats.skipped", the fields that an item may lack, with the values they then get. */
  readonly added: Readonly<Record<string, unknown>>;
}

/** The attribute with the schema version. An item without it is of version 1. */
const VERSION = "v";

/** The parameters of a scan for items below the version. One with a damaged version is found, too, to be reported. */
export const scanBelow = ({ items, version }: Migration) => ({
  FilterExpression:
    "begins_with(pk, :pk) AND sk = :sk AND (attribute_not_exists(#v) OR NOT attribute_type(#v, :number) OR #v < :v)",
  ProjectionExpression: "pk, sk, #v",
  ExpressionAttributeNames: { "#v": VERSION },
  ExpressionAttributeValues: { ":pk": items.pk, ":sk": items.sk, ":number": "N", ":v": version },
});

export const hasDamagedVersion = (item: Readonly<Record<string, unknown>>): boolean =>
  item[VERSION] !== undefined && typeof item[VERSION] !== "number";

/** "stats.skipped" as an expression has it: a field may have the name of a reserved word. */
const placeholders = (path: string): string =>
  path
    .split(".")
    .map((field) => `#${field}`)
    .join(".");

/** The parameters of the update of one item, which is refused if the item is gone or no longer below the version. */
export const updateTo = ({ version, added }: Migration) => {
  const paths = Object.keys(added);
  const additions = paths.map((path, index) => {
    const field = placeholders(path);
    return `${field} = if_not_exists(${field}, :added${index})`;
  });
  return {
    UpdateExpression: `SET ${["#v = :v", ...additions].join(", ")}`,
    ConditionExpression: "attribute_exists(pk) AND (attribute_not_exists(#v) OR #v < :v)",
    ExpressionAttributeNames: Object.fromEntries([
      ["#v", VERSION],
      ...paths.flatMap((path) => path.split(".")).map((field) => [`#${field}`, field]),
    ]) as Record<string, string>,
    ExpressionAttributeValues: Object.fromEntries([
      [":v", version],
      ...Object.values(added).map((value, index) => [`:added${index}`, value]),
    ]) as Record<string, unknown>,
  };
};
