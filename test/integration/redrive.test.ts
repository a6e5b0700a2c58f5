/** Dead letters go back to where they came from, whole, and none is lost on the way. */
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, expect, it } from "@jest/globals";
import { countDeadLetters, redriveOf } from "#cli/ops/dead-letters.ts";
import { deadLetterLines } from "#cli/ops/status.ts";
import { clientFor } from "#local/dynamodb/credentials.ts";
import { startSqs } from "#local/sqs/sqs-server.ts";

const server = await startSqs();
const sqs = new SQSClient(clientFor(server.endpoint));
afterAll(async () => {
  sqs.destroy();
  await server.stop();
});

const create = async (name: string): Promise<string> =>
  (await sqs.send(new CreateQueueCommand({ QueueName: name }))).QueueUrl ?? "";

const work = await create("Encore-prod-data-SqsQueuesTopUpChecksQueue3001CA9F-Zt6vXh1nR3eW");
const dead = await create("Encore-prod-data-SqsQueuesTopUpChecksDeadLettersAED5E139-mR1bJ2xYzQ9t");
await create("Encore-prod-OnReservationChangeDeadLetters1A2B3C4D-q0uBcLk5Yg12");
const other = await create("Encore-staging-data-SqsQueuesTopUpChecksDeadLettersAED5E139-mR1bJ2xYzQ9t");

const receiveAll = async (url: string) => {
  const found = new Map<string, unknown>();
  for (;;) {
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] }),
    );
    if (messages.length === 0) return found;
    for (const { Body: body = "", MessageAttributes: attributes } of messages) found.set(body, attributes);
  }
};

it("moves every message with its attributes, and nothing of another stage", async () => {
  const attributes = { requestId: { DataType: "String", StringValue: "req-1" } };
  for (let number = 0; number < 25; number += 1) {
    await sqs.send(
      new SendMessageCommand({ QueueUrl: dead, MessageBody: `message ${number}`, MessageAttributes: attributes }),
    );
  }
  await sqs.send(new SendMessageCommand({ QueueUrl: other, MessageBody: "of staging" }));

  expect(await deadLetterLines(sqs, "prod")).toEqual(["Dead letters:", "  TopUpChecks: 25"]);
  const redrive = await redriveOf(sqs, "prod", "TopUpChecks");
  expect(redrive.count).toBe(25);
  await redrive.move();

  expect(await countDeadLetters(sqs, "prod")).toEqual(
    new Map([
      ["OnReservationChange", 0],
      ["TopUpChecks", 0],
    ]),
  );
  expect(await deadLetterLines(sqs, "prod")).toEqual(["There are no dead letters."]);
  const moved = await receiveAll(work);
  expect([...moved.keys()].toSorted()).toEqual(
    Array.from({ length: 25 }, (_, number) => `message ${number}`).toSorted(),
  );
  for (const found of moved.values()) expect(found).toMatchObject(attributes);
  expect([...(await receiveAll(other)).keys()]).toEqual(["of staging"]);
});

it.each([
  ["prod", "OnReservationChange", "came from a stream. docs/guides/operate.md says how"],
  ["prod", "Nothing", '--queue must be one of TopUpChecks, not "Nothing".'],
  ["dev", "TopUpChecks", 'There are no SQS queues of the stage "dev"'],
])("refuses what it can't move: %s, %s", async (stage, queue, reason) => {
  await expect(redriveOf(sqs, stage, queue)).rejects.toThrow(reason);
});
