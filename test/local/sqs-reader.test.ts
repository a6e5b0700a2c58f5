import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { clientFor } from "#local/dynamodb/credentials.ts";
import { type SqsServer, startSqs } from "#local/sqs/sqs-server.ts";
import { LOCAL_ACCOUNT, LOCAL_REGION } from "#local/stack/physical-names.ts";
import { readSqsQueue } from "#local/triggers/sqs-reader.ts";
import { runTinyFunctions } from "#test/local/support/tiny-functions.ts";
import { eventually } from "#test/support/eventually.ts";

let server: SqsServer;
let client: SQSClient;

beforeAll(async () => {
  server = await startSqs();
  client = new SQSClient(clientFor(server.endpoint));
});

afterAll(async () => {
  client.destroy();
  await server.stop();
});

const MAX_RECEIVES = 2;

/** An SQS queue whose messages come back after a while, and go to its dead letter queue after two attempts. */
const makeQueue = async (name: string, visibilitySeconds = 1) => {
  const url = (queue: string) => `${server.endpoint}/${LOCAL_ACCOUNT}/${queue}`;
  await client.send(new CreateQueueCommand({ QueueName: `${name}-dead` }));
  const deadLetterTargetArn = `arn:aws:sqs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${name}-dead`;
  await client.send(
    new CreateQueueCommand({
      QueueName: name,
      Attributes: {
        VisibilityTimeout: String(visibilitySeconds),
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: MAX_RECEIVES }),
      },
    }),
  );
  return { queueName: name, queueUrl: url(name), deadUrl: url(`${name}-dead`) };
};

const send = async (queueUrl: string, bodies: readonly string[]): Promise<void> => {
  const Entries = bodies.map((body, index) => ({ Id: String(index), MessageBody: body }));
  await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
};

const left = async (queueUrl: string): Promise<number> => {
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["All"] }),
  );
  const { ApproximateNumberOfMessages: ready, ApproximateNumberOfMessagesNotVisible: taken } = Attributes ?? {};
  return Number(ready) + Number(taken);
};

const bodiesIn = async (queueUrl: string): Promise<readonly (string | undefined)[]> => {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
  );
  return Messages.map(({ Body }) => Body);
};

/** Reads the queue with a function made from this module. @returns The function's batches, and how to stop. */
const readWith = async (queue: Awaited<ReturnType<typeof makeQueue>>, module: string, windowSeconds = 0) => {
  const functions = await runTinyFunctions({ worker: module });
  const batches: string[][] = [];
  const reader = readSqsQueue({
    client,
    ...queue,
    source: {
      kind: "sqs",
      functionId: "worker",
      sourceId: "queue",
      batchSize: 100,
      windowSeconds,
      reportsFailures: true,
      concurrencyMax: 2,
    },
    invoke: (event) => {
      batches.push((event as { Records: { body: string }[] }).Records.map(({ body }) => body));
      return functions.host.invoke("worker", event);
    },
  });
  return {
    batches,
    stop: async () => {
      reader.stop();
      await functions.stop();
    },
  };
};

const FAILS_POISON = `export const handler = async ({ Records }) => ({
  batchItemFailures: Records.filter((r) => r.body === "poison").map((r) => ({ itemIdentifier: r.messageId })),
});`;

test("a poison message reaches the dead letter queue after its attempts and does not block others", async () => {
  const queue = await makeQueue("partial");
  const reader = await readWith(queue, FAILS_POISON);

  await send(queue.queueUrl, ["a", "poison", "b"]);
  const dead = await eventually("a dead letter", async () => {
    const bodies = await bodiesIn(queue.deadUrl);
    return bodies.length > 0 ? bodies : undefined;
  });
  await reader.stop();

  const seen = reader.batches.flat();
  expect(dead).toEqual(["poison"]);
  expect(seen.filter((body) => body === "poison")).toHaveLength(MAX_RECEIVES);
  expect(seen.filter((body) => body !== "poison").toSorted()).toEqual(["a", "b"]);
  expect(await left(queue.queueUrl)).toBe(0);
});

test("a crash of the function leaves the whole batch, which comes back", async () => {
  const queue = await makeQueue("crash");
  const reader = await readWith(
    queue,
    `export const handler = async ({ Records }) => {
      if (Records.some((r) => r.attributes.ApproximateReceiveCount === "1")) process.exit(1);
    };`,
  );

  await send(queue.queueUrl, ["a", "b"]);
  await eventually("both messages twice", () => (reader.batches.flat().length >= 4 ? true : undefined));
  await eventually("an empty queue", async () => ((await left(queue.queueUrl)) === 0 ? true : undefined));
  await reader.stop();

  expect(reader.batches.flat().toSorted()).toEqual(["a", "a", "b", "b"]);
});

test("a window collects more than one receive into a batch", async () => {
  const queue = await makeQueue("window", 30);
  const many = Array.from({ length: 30 }, (_, index) => `m${index}`);
  for (let start = 0; start < many.length; start += 10) await send(queue.queueUrl, many.slice(start, start + 10));

  const reader = await readWith(queue, "export const handler = async () => ({ batchItemFailures: [] });", 1);
  await eventually("all messages", () => (reader.batches.flat().length >= many.length ? true : undefined));
  await reader.stop();

  expect(reader.batches.flat().toSorted()).toEqual(many.toSorted());
  expect(reader.batches).toHaveLength(1);
});
