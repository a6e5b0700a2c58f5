/** Reads of many items at once, each bounded. */
import { BatchGetCommand, QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import { dynamo, type Item, tableNamed } from "#functions/shared/dynamodb.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import type { TableName } from "#functions/shared/grants.ts";
import { backOff } from "#functions/shared/transaction.ts";

/** Items per BatchGetItem, a limit of DynamoDB. */
const BATCH = 100;
const PARALLEL = 5;
const TRIES_MAX = 6;

type Key = Readonly<Record<"pk" | "sk", string>>;

/** A text that identifies an item within its table. */
export const nameOf = ({ pk, sk }: Key | Item): string => `${String(pk)} ${String(sk)}`;

/** Reads the items of some keys, as far as they exist. @returns them by `nameOf` */
export const readItems = async (name: TableName, keys: readonly Key[]): Promise<ReadonlyMap<string, Item>> => {
  const unique = [...new Map(keys.map((key) => [nameOf(key), key])).values()];
  const batches = Array.from({ length: Math.ceil(unique.length / BATCH) }, (_, index) =>
    unique.slice(index * BATCH, (index + 1) * BATCH),
  );
  const found = new Map<string, Item>();
  const read = async (batch: readonly Key[]): Promise<void> => {
    for (const item of await readBatch(tableNamed(name), batch)) found.set(nameOf(item), item);
  };
  await forEachLimit(batches, PARALLEL, read, rethrow);
  return found;
};

/** A part of the items would pass for all of them. */
const rethrow = (error: unknown): never => {
  throw error;
};

const readBatch = async (table: string, keys: readonly Key[]): Promise<readonly Item[]> => {
  const items: Item[] = [];
  let left: readonly Item[] = keys;
  for (let attempt = 1; attempt <= TRIES_MAX; attempt += 1) {
    const { Responses: responses, UnprocessedKeys: unprocessed } = await dynamo.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys: [...left], ConsistentRead: true } } }),
    );
    items.push(...(responses?.[table] ?? []));
    left = unprocessed?.[table]?.Keys ?? [];
    if (left.length === 0) return items;
    await backOff(attempt);
  }
  throw new Error(`${table} left ${left.length} items unprocessed in ${TRIES_MAX} tries.`);
};

/** The newest items that a query finds, at most `itemsMax`. @returns `isWhole`: whether these are all */
export const queryNewest = async (
  input: QueryCommandInput,
  itemsMax: number,
): Promise<{ readonly items: readonly Item[]; readonly isWhole: boolean }> => {
  const items: Item[] = [];
  let from: QueryCommandInput["ExclusiveStartKey"];
  do {
    const page = await dynamo.send(
      new QueryCommand({
        ...input,
        ScanIndexForward: false,
        Limit: itemsMax - items.length,
        ExclusiveStartKey: from,
      }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined && items.length < itemsMax);
  return { items, isWhole: from === undefined };
};
