/** The check that the conformance part runs behind: a function that lacks a right must not get through. */
import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { FunctionName } from "#functions/deployment.ts";
import { clientFor } from "#local/dynamodb/credentials.ts";
import { startGrantCheck } from "#test/runner/grant-check.ts";
import { startEngine, type TestEngine } from "#test/support/engine.ts";

const TABLE = "Encore-dev-TablesQueueTable00000000";

let engine: TestEngine;
let check: Awaited<ReturnType<typeof startGrantCheck>>;

beforeAll(async () => {
  engine = await startEngine();
  check = await startGrantCheck(engine.endpoint);
}, 60_000);

afterAll(async () => {
  await check.stop();
  await engine.stop();
});

const keyOf = (partition: string) => ({ pk: { S: partition }, sk: { S: "X" } });

type Call = (client: DynamoDBClient) => Promise<unknown>;

const get =
  (partition: string): Call =>
  (client) =>
    client.send(new GetItemCommand({ TableName: TABLE, Key: keyOf(partition) }));

const query =
  (partition: string): Call =>
  (client) =>
    client.send(
      new QueryCommand({
        TableName: TABLE,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :x)",
        ExpressionAttributeValues: { ":pk": { S: partition }, ":x": { S: "X" } },
      }),
    );

const batch =
  (...partitions: readonly string[]): Call =>
  (client) =>
    client.send(new BatchGetItemCommand({ RequestItems: { [TABLE]: { Keys: partitions.map(keyOf) } } }));

const put =
  (...partitions: readonly string[]): Call =>
  (client) =>
    client.send(
      new TransactWriteItemsCommand({
        TransactItems: partitions.map((partition) => ({ Put: { TableName: TABLE, Item: keyOf(partition) } })),
      }),
    );

/** The name of the error. The table does not exist, which only those that get through find out. */
const errorOf = async (caller: FunctionName, call: Call): Promise<string> => {
  const client = new DynamoDBClient({ ...clientFor(check.endpoint), userAgentAppId: caller });
  try {
    await call(client);
    return "none";
  } catch (error) {
    return (error as Error).name;
  } finally {
    client.destroy();
  }
};

test.each<[FunctionName, string, Call]>([
  ["readQueue", "the queue", get("QUEUE#con_1")],
  ["admit", "the seed", get("SEED#con_1")],
  ["admit", "cohorts", query("QUEUE#con_1")],
  ["admit", "counts", batch("COHORT#con_1#1", "COHORT#con_1#2")],
  ["createConcert", "a queue with its seed", put("QUEUE#con_1", "SEED#con_1")],
  ["readSeats", "the public keys, to check a queue token", get("SIGNING-KEYS")],
])("%s gets through to %s", async (caller, _, call) => {
  expect(await errorOf(caller, call)).toBe("ResourceNotFoundException");
});

test.each<[FunctionName, string, Call]>([
  ["readQueue", "the seed", get("SEED#con_1")],
  ["readQueue", "several items", query("QUEUE#con_1")],
  ["createConcert", "the seed", get("SEED#con_1")],
  ["createConcert", "a key to sign with", put("QUEUE#con_1", "SIGNING-KEYS")],
  ["admit", "items of two kinds in one call, which no single statement allows", batch("COHORT#con_1#1", "QUEUE#con_1")],
  ["readHealth", "anything", get("QUEUE#con_1")],
])("%s does not get through to %s", async (caller, _, call) => {
  const before = check.refused().length;

  expect(await errorOf(caller, call)).toBe("AccessDeniedException");

  expect(check.refused().length).toBeGreaterThan(before);
});
