/** Tables that were created before one of their indexes. */
import { DescribeTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, expect, it, jest } from "@jest/globals";
import { clientFor } from "#local/dynamodb/credentials.ts";
import { ensureTable, type LocalTable } from "#local/stack/tables.ts";
import { startEngine } from "#test/support/engine.ts";

jest.setTimeout(60_000);
const engine = await startEngine();
const client = new DynamoDBClient(clientFor(engine.endpoint));
afterAll(async () => {
  client.destroy();
  await engine.stop();
});

const attribute = (AttributeName: string, AttributeType: "S" | "N" = "S") => ({ AttributeName, AttributeType });
const keys = (partition: string, sort: string) => [
  { AttributeName: partition, KeyType: "HASH" as const },
  { AttributeName: sort, KeyType: "RANGE" as const },
];
const index = (IndexName: string, partition: string, sort: string) => ({
  IndexName,
  KeySchema: keys(partition, sort),
  Projection: { ProjectionType: "KEYS_ONLY" as const },
});

it("A table of kept data gets the indexes that it lacks, and keeps its items", async () => {
  const base = { KeySchema: keys("pk", "sk"), BillingMode: "PAY_PER_REQUEST" as const };
  const before: LocalTable = {
    logicalId: "Table",
    timeToLiveAttribute: undefined,
    definition: { ...base, AttributeDefinitions: [attribute("pk"), attribute("sk")] },
  };
  const now: LocalTable = {
    ...before,
    definition: {
      ...base,
      AttributeDefinitions: [attribute("pk"), attribute("sk"), attribute("a"), attribute("b", "N")],
      GlobalSecondaryIndexes: [index("first", "a", "b"), index("second", "sk", "b")],
    },
  };
  const name = `kept-${Date.now()}`;
  const item = { pk: { S: "p" }, sk: { S: "s" } };
  await ensureTable(client, name, before);
  await client.send(new PutItemCommand({ TableName: name, Item: item }));

  await ensureTable(client, name, now);
  await ensureTable(client, name, now);

  const { Table: table } = await client.send(new DescribeTableCommand({ TableName: name }));
  expect(table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName).toSorted()).toEqual(["first", "second"]);
  expect((await client.send(new GetItemCommand({ TableName: name, Key: item }))).Item).toEqual(item);
});
