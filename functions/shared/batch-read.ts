import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";
import { dynamo, type Item, tableNamed } from "#functions/shared/dynamodb.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import type { TableName } from "#functions/shared/grants.ts";
import { backOff } from "#functions/shared/transaction.ts";

/** Items per BatchGetItem, a limit of DynamoDB. */
const BATCH_MAX = 100;
const PARALLEL = 10;
/** With the waits between them, about three seconds at most. */
const TRIES_MAX = 8;

export type Key = Readonly<Record<"pk" | "sk", string>>;

/** DynamoDB kept on leaving keys of a batch unread, as it does when it is throttled. A later try may succeed. */
export class UnprocessedKeysError extends Error {
  override readonly name = "UnprocessedKeysError";
  /** Marks it as transient, as the SDK marks its own errors. */
  readonly $retryable = {};
}

/**
 * Reads the items of any number of different keys, as far as they exist, in no particular order. Keys that DynamoDB
 * leaves unread are asked for again, with growing waits.
 * @param options.isConsistent whether the items are as they are at this moment; it costs twice as much
 * @throws UnprocessedKeysError if some are still unread after eight tries: a part would pass for all of them
 */
export const readItems = async (
  name: TableName,
  keys: readonly Key[],
  options: { readonly isConsistent: boolean },
): Promise<readonly Item[]> => {
  const items: Item[] = [];
  const batches = Array.from({ length: Math.ceil(keys.length / BATCH_MAX) }, (_, index) =>
    keys.slice(index * BATCH_MAX, (index + 1) * BATCH_MAX),
  );
  await forEachLimit(
    batches,
    PARALLEL,
    async (batch) => items.push(...(await readBatch(tableNamed(name), batch, options))),
    rethrow,
  );
  return items;
};

const rethrow = (error: unknown): never => {
  throw error;
};

const readBatch = async (
  table: string,
  keys: readonly Key[],
  { isConsistent }: { readonly isConsistent: boolean },
): Promise<readonly Item[]> => {
  const items: Item[] = [];
  let left: readonly Item[] = keys;
  for (let attempt = 1; attempt <= TRIES_MAX; attempt += 1) {
    const { Responses: responses, UnprocessedKeys: unprocessed } = await dynamo.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys: [...left], ConsistentRead: isConsistent } } }),
    );
    items.push(...(responses?.[table] ?? []));
    left = unprocessed?.[table]?.Keys ?? [];
    if (left.length === 0) return items;
    if (attempt < TRIES_MAX) await backOff(attempt);
  }
  throw new UnprocessedKeysError(`${table} left ${left.length} items unread in ${TRIES_MAX} tries.`);
};
