import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DynamoDBDocumentClient, paginateScan, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { StoredItem } from "#cli/clean-stage/made-things.ts";
import type { StageOutputs } from "#cli/stage/outputs.ts";
import { regionOfPool } from "#cli/stage/user-pool.ts";
import type { TableName } from "#functions/shared/grants.ts";

/** The outputs with the names of the tables; the catalog is last, because what belongs to a concert is found by it. */
const OUTPUTS: Readonly<Record<TableName, string>> = {
  queue: "QueueTableName",
  seats: "SeatTableName",
  reservations: "ReservationTableName",
  balance: "BalanceTableName",
  events: "EventTableName",
  catalog: "CatalogTableName",
};

export const TABLE_NAMES = Object.keys(OUTPUTS) as readonly TableName[];

/** A limit of BatchWriteItem. */
const BATCH_MAX = 25;
const ATTEMPTS_MAX = 8;

/** The tables of a deployed stage, read and written with the operator's AWS credentials. */
export class StageTables {
  readonly #outputs: StageOutputs;
  readonly #dynamo: DynamoDBDocumentClient;

  constructor(outputs: StageOutputs) {
    this.#outputs = outputs;
    const region = regionOfPool(outputs.value("UserPoolId"));
    this.#dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({ region, maxAttempts: ATTEMPTS_MAX }));
  }

  /** All items of a table, page by page. */
  async *pages(table: TableName): AsyncGenerator<readonly StoredItem[]> {
    const input = { TableName: this.#nameOf(table) };
    for await (const { Items: items = [] } of paginateScan({ client: this.#dynamo }, input)) {
      yield items as unknown as readonly StoredItem[];
    }
  }

  /** @throws Error if DynamoDB keeps refusing some of them */
  async remove(table: TableName, items: readonly StoredItem[]): Promise<void> {
    const name = this.#nameOf(table);
    for (let from = 0; from < items.length; from += BATCH_MAX) {
      const batch = items.slice(from, from + BATCH_MAX).map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }));
      await this.#write(name, batch);
    }
  }

  /** The limit of webhooks counts them in an item of its own. */
  async countRemovedWebhooks(removed: number): Promise<void> {
    await this.#dynamo.send(
      new UpdateCommand({
        TableName: this.#nameOf("events"),
        Key: { pk: "WEBHOOKS", sk: "COUNT" },
        UpdateExpression: "ADD webhooks :less",
        ExpressionAttributeValues: { ":less": -removed },
      }),
    );
  }

  async #write(name: string, requests: NonNullable<BatchWriteCommand["input"]["RequestItems"]>[string]): Promise<void> {
    let rest = requests;
    for (let attempt = 0; attempt < ATTEMPTS_MAX && rest.length > 0; attempt += 1) {
      const { UnprocessedItems: unprocessed } = await this.#dynamo.send(
        new BatchWriteCommand({ RequestItems: { [name]: rest } }),
      );
      rest = unprocessed?.[name] ?? [];
    }
    if (rest.length > 0) throw new Error(`DynamoDB does not delete items of ${name}. Run the command again.`);
  }

  #nameOf(table: TableName): string {
    return this.#outputs.value(OUTPUTS[table]);
  }
}
