import { DynamoDBClient, TransactionConflictException } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, paginateQuery, QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import { CLIENT_SETTINGS } from "#functions/shared/aws.ts";
import { environment } from "#functions/shared/environment.ts";
import { TABLE_VARIABLES, type TableName } from "#functions/shared/grants.ts";

/** The one DynamoDB client of a function. */
export const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(CLIENT_SETTINGS), {
  marshallOptions: { removeUndefinedValues: true },
});

// A plain write to an item that is in a transaction at that moment is turned down. The SDK takes that for final;
// it is over in milliseconds, so it is tried again like a throttled call.
dynamo.middlewareStack.add(
  (next) => async (args) => {
    try {
      return await next(args);
    } catch (error) {
      if (error instanceof TransactionConflictException) Object.assign(error, { $retryable: {} });
      throw error;
    }
  },
  { step: "deserialize", priority: "high", name: "retryOfConflicts" },
);

export const tableNamed = (name: TableName): string => environment(TABLE_VARIABLES[name]);

/** An item as it comes back from a table. A store reads it with `stored`, which checks its shape. */
export type Item = Readonly<Record<string, unknown>>;

/** Part of every condition that needs the item to be there, or not to be. */
export const itemExists = "attribute_exists(pk)";
export const itemIsAbsent = "attribute_not_exists(pk)";

/**
 * Every item that a query finds, page after page.
 * @throws Error if there are more than `itemsMax`: to go on with a part would be to be wrong without knowing
 */
export const queryAll = async (input: QueryCommandInput, itemsMax: number): Promise<readonly Item[]> => {
  const items: Item[] = [];
  for await (const page of paginateQuery({ client: dynamo }, input)) {
    items.push(...(page.Items ?? []));
    if (items.length > itemsMax) throw new Error(`A query on ${input.TableName} found more than ${itemsMax} items.`);
  }
  return items;
};

/** Some items of a list, and the last of them if more follow. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly last: T | undefined;
}

/**
 * One page of a query.
 * @param input its `Limit` is the size of the page
 * @param toItem reads one item, as `stored` does
 */
export const queryPage = async <T>(input: QueryCommandInput, toItem: (item: Item) => T): Promise<Page<T>> => {
  const { Items: found = [], LastEvaluatedKey: more } = await dynamo.send(new QueryCommand(input));
  const items = found.map(toItem);
  return { items, last: more && items.at(-1) };
};
