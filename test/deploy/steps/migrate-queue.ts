import assert from "node:assert/strict";
import { DynamoDBDocumentClient, GetCommand, paginateScan, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { outputsOf, type Run } from "#test/deploy/run.ts";
import type { StepResult } from "#test/deploy/step-list.ts";

/** A queue as an earlier version stored it is brought to the schema version; the stage's own functions stored all others. */
export const migrateQueue = async (run: Run): Promise<StepResult> => {
  const dynamo = DynamoDBDocumentClient.from(run.aws.dynamodb);
  const TableName = outputsOf(run).value("QueueTableName");
  const queues: Readonly<Record<string, unknown>>[] = [];
  const ofQueues = { FilterExpression: "sk = :sk", ExpressionAttributeValues: { ":sk": "STATE" } };
  for await (const { Items: page = [] } of paginateScan({ client: dynamo }, { TableName, ...ofQueues }))
    queues.push(...page);
  const [queue] = queues;
  assert(queue !== undefined, "There is no queue.");
  const Key = { pk: queue["pk"], sk: queue["sk"] };
  await dynamo.send(new UpdateCommand({ TableName, Key, UpdateExpression: "REMOVE v, stats.soldOutCategories" }));

  const migrated = await run.npm("migrate", "--outputs", run.cdk.outputs, "--yes");
  const left = await run.npm("migrate", "--outputs", run.cdk.outputs, "--dry-run");

  assert.match(migrated, /to be migrated 1, migrated 1; done/);
  assert.match(left, /to be migrated 0; done\nNo item is below its version\./);
  const { Item: item } = await dynamo.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
  assert.equal(item?.["v"], 2);
  return { note: `one of ${queues.length} queues, by npm run migrate` };
};
