/** Reads of many items at once, each bounded. */
import type { QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import { type Key, readItems as readItemsOf } from "#functions/shared/batch-read.ts";
import { type Item, queryUpTo } from "#functions/shared/dynamodb.ts";
import type { TableName } from "#functions/shared/grants.ts";

/** A text that identifies an item within its table. */
export const nameOf = ({ pk, sk }: Key | Item): string => `${String(pk)} ${String(sk)}`;

/** Reads the items of some keys, as far as they exist. @returns them by `nameOf` */
export const readItems = async (name: TableName, keys: readonly Key[]): Promise<ReadonlyMap<string, Item>> => {
  const unique = [...new Map(keys.map((key) => [nameOf(key), key])).values()];
  const items = await readItemsOf(name, unique, { isConsistent: true });
  return new Map(items.map((item) => [nameOf(item), item]));
};

/** The newest items that a query finds, at most `itemsMax`. @returns `isWhole`: whether these are all */
export const queryNewest = (
  input: QueryCommandInput,
  itemsMax: number,
): Promise<{ readonly items: readonly Item[]; readonly isWhole: boolean }> =>
  queryUpTo({ ...input, ScanIndexForward: false }, itemsMax);
