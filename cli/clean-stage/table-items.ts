/** Reads and removes items of a stage's tables. */
import { BatchWriteCommand, type BatchWriteCommandInput, paginateScan, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { StoredItem } from "#cli/clean-stage/made-things.ts";
import type { StageTables } from "#cli/stage/stage-tables.ts";
import type { TableName } from "#functions/shared/grants.ts";

/** A limit of BatchWriteItem. */
const BATCH_MAX = 25;
const ATTEMPTS_MAX = 8;

/** All items of a table, page by page. */
export async function* pagesOf(tables: StageTables, table: TableName): AsyncGenerator<readonly StoredItem[]> {
  const input = { TableName: tables.nameOf(table) };
  for await (const { Items: items = [] } of paginateScan({ client: tables.dynamo }, input)) {
    yield items as unknown as readonly StoredItem[];
  }
}

/** @throws Error if DynamoDB keeps refusing some of them */
export const removeItems = async (
  tables: StageTables,
  table: TableName,
  items: readonly StoredItem[],
): Promise<void> => {
  for (let from = 0; from < items.length; from += BATCH_MAX) {
    const batch = items.slice(from, from + BATCH_MAX).map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }));
    await write(tables, tables.nameOf(table), batch);
  }
};

/** The limit of webhooks counts them in an item of its own. */
export const countRemovedWebhooks = async (tables: StageTables, removed: number): Promise<void> => {
  await tables.dynamo.send(
    new UpdateCommand({
      TableName: tables.nameOf("events"),
      Key: { pk: "WEBHOOKS", sk: "COUNT" },
      UpdateExpression: "ADD webhooks :less",
      ExpressionAttributeValues: { ":less": -removed },
    }),
  );
};

const write = async (
  { dynamo }: StageTables,
  name: string,
  requests: NonNullable<BatchWriteCommandInput["RequestItems"]>[string],
): Promise<void> => {
  let rest = requests;
  for (let attempt = 0; attempt < ATTEMPTS_MAX && rest.length > 0; attempt += 1) {
    const { UnprocessedItems: unprocessed } = await dynamo.send(
      new BatchWriteCommand({ RequestItems: { [name]: rest } }),
    );
    rest = unprocessed?.[name] ?? [];
  }
  if (rest.length > 0) throw new Error(`DynamoDB does not delete items of ${name}. Run the command again.`);
};
