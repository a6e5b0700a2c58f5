import { CreateTableCommand, DescribeTableCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient, type _Record as StreamRecord } from "@aws-sdk/client-dynamodb-streams";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { clientFor } from "#local/dynamodb/credentials.ts";
import { eventFilter } from "#local/stack/event-filter.ts";
import type { StreamSource } from "#local/stack/triggers.ts";
import { followStream } from "#local/triggers/stream-reader.ts";
import { runTinyFunctions } from "#test/local/support/tiny-functions.ts";
import { startEngine, type TestEngine } from "#test/support/engine.ts";
import { eventually } from "#test/support/eventually.ts";

let engine: TestEngine;
let tables: DynamoDBClient;
let streams: DynamoDBStreamsClient;

beforeAll(async () => {
  engine = await startEngine();
  tables = new DynamoDBClient(clientFor(engine.endpoint));
  streams = new DynamoDBStreamsClient(clientFor(engine.endpoint));
}, 60_000);

afterAll(async () => {
  tables.destroy();
  streams.destroy();
  await engine.stop();
});

const makeTable = async (name: string): Promise<string> => {
  await tables.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
    }),
  );
  const { Table } = await tables.send(new DescribeTableCommand({ TableName: name }));
  return Table?.LatestStreamArn ?? "";
};

const put = async (table: string, keys: readonly string[]): Promise<void> => {
  for (const pk of keys) await tables.send(new PutItemCommand({ TableName: table, Item: { pk: { S: pk } } }));
};

interface Batch {
  readonly Records: readonly { readonly dynamodb: { readonly NewImage: { readonly pk: { readonly S: string } } } }[];
}
const keysOf = ({ Records }: Batch): string[] => Records.map(({ dynamodb }) => dynamodb.NewImage.pk.S);

/** Follows a stream with a function made from this module. */
const followWith = async (streamArn: string, module: string, given: Partial<StreamSource> = {}) => {
  const functions = await runTinyFunctions({ follower: module });
  const batches: string[][] = [];
  const deadLetters: { readonly keys: (string | undefined)[]; readonly attempts: number }[] = [];
  const reader = followStream({
    client: streams,
    streamArn,
    source: {
      kind: "stream",
      functionId: "follower",
      sourceId: "table",
      batchSize: 100,
      windowSeconds: 0,
      reportsFailures: false,
      startingPosition: "TRIM_HORIZON",
      retriesMax: 4,
      ageSecondsMax: -1,
      bisects: true,
      failureQueueId: undefined,
      ...given,
    },
    invoke: (event) => {
      batches.push(keysOf(event as Batch));
      return functions.host.invoke("follower", event);
    },
    sendToDeadLetters: (records: readonly StreamRecord[], attempts) => {
      deadLetters.push({ keys: records.map(({ dynamodb }) => dynamodb?.NewImage?.["pk"]?.S), attempts });
      return Promise.resolve();
    },
  });
  return {
    batches,
    deadLetters,
    stop: async () => {
      reader.stop();
      await functions.stop();
    },
  };
};

const ofKey = "event.Records.map((r) => r.dynamodb.NewImage.pk.S)";
const FAILS_POISON = `export const handler = async (event) => {
  if (${ofKey}.includes("poison")) throw new Error("planned");
};`;

test("a poison record is isolated by halving and becomes a dead letter after its attempts, and the others are done", async () => {
  const streamArn = await makeTable("bisect");
  await put("bisect", ["a", "b", "poison", "c", "d", "e"]);

  const follower = await followWith(streamArn, FAILS_POISON);
  await eventually("the last record done", () => {
    const last = follower.batches.at(-1);
    return last?.includes("e") && !last.includes("poison") ? true : undefined;
  });
  await follower.stop();

  const done = follower.batches.filter((batch) => !batch.includes("poison")).flat();
  expect(done).toEqual(["a", "b", "c", "d", "e"]);
  expect(follower.deadLetters).toEqual([{ keys: ["poison"], attempts: 5 }]);
});

test("a batch is retried from the failure that the function names, and the order holds", async () => {
  const streamArn = await makeTable("report");
  await put("report", ["a", "b", "c"]);

  const follower = await followWith(
    streamArn,
    `let attempts = 0;
     export const handler = async (event) => {
       const failed = event.Records.find((r) => r.dynamodb.NewImage.pk.S === "b");
       attempts += 1;
       return { batchItemFailures: failed && attempts < 3 ? [{ itemIdentifier: failed.dynamodb.SequenceNumber }] : [] };
     };`,
    { reportsFailures: true, bisects: false },
  );
  await eventually("three attempts", () => (follower.batches.length >= 3 ? true : undefined));
  await follower.stop();

  expect(follower.batches).toEqual([
    ["a", "b", "c"],
    ["b", "c"],
    ["b", "c"],
  ]);
  expect(follower.deadLetters).toEqual([]);
});

test("LATEST skips older records and follows later ones", async () => {
  const streamArn = await makeTable("latest");
  await put("latest", ["old"]);

  const follower = await followWith(streamArn, "export const handler = async () => undefined;", {
    startingPosition: "LATEST",
  });
  let count = 0;
  await eventually("a new record", async () => {
    count += 1;
    await put("latest", [`new${count}`]);
    return follower.batches.flat().length > 0 ? true : undefined;
  });
  await follower.stop();

  expect(follower.batches.flat()).not.toContain("old");
});

test("the function gets only the records that pass the filter, and the position moves past the others", async () => {
  const streamArn = await makeTable("filter");
  await put("filter", ["other", "wanted", "other 2"]);
  const accepts = eventFilter({ Filters: [{ Pattern: '{"dynamodb":{"Keys":{"pk":{"S":["wanted","wanted 2"]}}}}' }] });

  const follower = await followWith(streamArn, "export const handler = async () => undefined;", { accepts });
  await eventually("the first record", () => (follower.batches.length > 0 ? true : undefined));
  await put("filter", ["other 3", "wanted 2"]);
  await eventually("the second record", () => (follower.batches.length > 1 ? true : undefined));
  await follower.stop();

  expect(follower.batches).toEqual([["wanted"], ["wanted 2"]]);
  expect(follower.deadLetters).toEqual([]);
});
