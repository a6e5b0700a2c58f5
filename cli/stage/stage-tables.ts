import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { StageOutputs } from "#cli/stage/outputs.ts";
import { regionOfPool } from "#cli/stage/user-pool.ts";
import type { TableName } from "#functions/shared/grants.ts";
import { retryTransactionConflicts } from "#functions/shared/transaction-conflict.ts";

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

/** Throttled calls are repeated, later each time. */
const ATTEMPTS_MAX = 8;

/** The tables of a deployed stage, with a client that has the operator's AWS credentials. */
export class StageTables {
  readonly dynamo: DynamoDBDocumentClient;
  readonly #outputs: StageOutputs;

  constructor(outputs: StageOutputs) {
    this.#outputs = outputs;
    const region = regionOfPool(outputs.value("UserPoolId"));
    this.dynamo = retryTransactionConflicts(
      DynamoDBDocumentClient.from(new DynamoDBClient({ region, maxAttempts: ATTEMPTS_MAX })),
    );
  }

  /** @throws UsageError if the outputs lack it */
  nameOf(table: TableName): string {
    return this.#outputs.value(OUTPUTS[table]);
  }
}
