import { CreateTableCommand, DynamoDBClient, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, expect, test } from "@jest/globals";
import { clientFor } from "#local/dynamodb/credentials.ts";
import { ensureTable, type LocalTable } from "#local/stack/tables.ts";
import { startEngine } from "#test/support/engine.ts";

const engine = await startEngine();
const client = new DynamoDBClient(clientFor(engine.endpoint));

afterAll(async () => {
  client.destroy();
  await engine.stop();
});

const indexOf = (name: string, sort: string) => ({
  IndexName: name,
  KeySchema: [
    { AttributeName: "listing", KeyType: "HASH" as const },
    { AttributeName: sort, KeyType: "RANGE" as const },
  ],
  Projection: { ProjectionType: "ALL" as const },
});

const definition = (...sorts: readonly string[]): LocalTable["definition"] => ({
  AttributeDefinitions: [
    { AttributeName: "pk", AttributeType: "S" },
    { AttributeName: "listing", AttributeType: "S" },
    ...sorts.map((sort) => ({ AttributeName: sort, AttributeType: "N" as const })),
  ],
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  BillingMode: "PAY_PER_REQUEST",
  GlobalSecondaryIndexes: sorts.map((sort) => indexOf(`by-${sort}`, sort)),
});

test("a table of kept data gets the indexes that it lacks, with the items that it has", async () => {
  const TableName = "kept-catalog";
  await client.send(new CreateTableCommand({ ...definition("opensAt"), TableName }));
  const times = { opensAt: { N: "1" }, closesAt: { N: "2" }, cancelledAt: { N: "3" } };
  await client.send(new PutItemCommand({ TableName, Item: { pk: { S: "con_1" }, listing: { S: "ALL" }, ...times } }));
  const table = {
    logicalId: "Catalog",
    timeToLiveAttribute: undefined,
    definition: definition("opensAt", "closesAt", "cancelledAt"),
  };

  await ensureTable(client, TableName, table);
  await ensureTable(client, TableName, table);

  for (const sort of ["opensAt", "closesAt", "cancelledAt"]) {
    const { Count: found } = await client.send(
      new QueryCommand({
        TableName,
        IndexName: `by-${sort}`,
        KeyConditionExpression: `listing = :all AND ${sort} > :none`,
        ExpressionAttributeValues: { ":all": { S: "ALL" }, ":none": { N: "0" } },
      }),
    );
    expect(found).toBe(1);
  }
}, 120_000);
