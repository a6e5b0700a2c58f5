import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, paginateQuery, QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import { CLIENT_SETTINGS, endWithAnswer } from "#functions/shared/aws.ts";
import { environment } from "#functions/shared/environment.ts";
import { TABLE_VARIABLES, type TableName } from "#functions/shared/grants.ts";
import { intactItems } from "#functions/shared/stored.ts";
import { retryTransactionConflicts } from "#functions/shared/transaction-conflict.ts";

/** The one DynamoDB client of a function. */
export const dynamo = retryTransactionConflicts(
  DynamoDBDocumentClient.from(endWithAnswer(new DynamoDBClient(CLIENT_SETTINGS)), {
    marshallOptions: { removeUndefinedValues: true },
  }),
);

/** The name of a table in this stage. */
export const tableNamed = (name: TableName): string => environment(TABLE_VARIABLES[name]);

/** An item as it comes back from a table. A store reads it with `stored`, which checks its shape. */
export type Item = Readonly<Record<string, unknown>>;

/** Conditions on the existence of an item: every item has a `pk`. */
export const itemExists = "attribute_exists(pk)";
export const itemIsAbsent = "attribute_not_exists(pk)";

/**
 * Reads every item that a query finds, page after page.
 * @throws Error if there are more than `itemsMax`, since a part of them would pass for all of them
 */
export const queryAll = async (input: QueryCommandInput, itemsMax: number): Promise<readonly Item[]> => {
  const items: Item[] = [];
  for await (const page of paginateQuery({ client: dynamo }, input)) {
    items.push(...(page.Items ?? []));
    if (items.length > itemsMax) throw new Error(`A query on ${input.TableName} found more than ${itemsMax} items.`);
  }
  return items;
};

/**
 * Reads what a query finds, page after page, until its end or until `itemsMax` items.
 * @returns the items, and whether these are all
 */
export const queryUpTo = async (
  input: QueryCommandInput,
  itemsMax: number,
): Promise<{ readonly items: readonly Item[]; readonly isWhole: boolean }> => {
  const items: Item[] = [];
  let from = input.ExclusiveStartKey;
  do {
    const left = itemsMax - items.length;
    const page = await dynamo.send(new QueryCommand({ ...input, ExclusiveStartKey: from, Limit: left }));
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined && items.length < itemsMax);
  return { items, isWhole: from === undefined };
};

/** A page of a list; `last` is its last item if more follow, else undefined. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly last: T | undefined;
}

/**
 * Reads one page of a query. Damaged items are left out; a page of nothing else is followed by the next one, so that the
 * list does not seem to end there.
 * @param input its `Limit` is the size of the page
 * @param toItem parses an item; made by `stored`
 */
export const queryPage = async <T>(input: QueryCommandInput, toItem: (item: Item) => T): Promise<Page<T>> => {
  const { Items: found = [], LastEvaluatedKey: more } = await dynamo.send(new QueryCommand(input));
  const items = intactItems(found, toItem);
  const isAllDamaged = found.length > 0 && items.length === 0;
  if (more && isAllDamaged) return queryPage({ ...input, ExclusiveStartKey: more }, toItem);
  return { items, last: more && items.at(-1) };
};
