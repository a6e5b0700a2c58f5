import assert from "node:assert/strict";
import { FilterLogEventsCommand, paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import {
  GetQueueAttributesCommand,
  paginateListQueues,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from "@aws-sdk/client-sqs";
import type { AwsClients } from "#test/deploy/aws.ts";
import type { StepResult } from "#test/deploy/step-list.ts";
import { eventually } from "#test/support/eventually.ts";

/** As lib/sqs-worker-queue.ts says. */
const RECEIVES_MAX = 5;
const POLL_MS = 1000;
const SECONDS_MAX = 90;
const BODY = "not a hold";

const queueUrl = async (aws: AwsClients, part: string): Promise<string> => {
  for await (const { QueueUrls: urls = [] } of paginateListQueues({ client: aws.sqs }, {})) {
    const url = urls.find((each) => each.includes(part));
    if (url !== undefined) return url;
  }
  throw new Error(`No SQS queue has "${part}" in its name.`);
};

/** How many times the function that clears holds has written that it can't read this message. */
const refusals = async (aws: AwsClients, messageId: string): Promise<number> => {
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client: aws.logs }, {})) {
    const group = logGroups.find(({ logGroupName: name = "" }) => name.includes("ExpireHold"));
    if (group === undefined) continue;
    const { events = [] } = await aws.logs.send(new FilterLogEventsCommand({ logGroupName: group.logGroupName }));
    return events.filter(({ message = "" }) => message.includes(messageId)).length;
  }
  throw new Error("The function that clears holds has no log group.");
};

/** A message that its function can't read is delivered five times, and is a dead letter then. */
export const deadLetters = async (aws: AwsClients): Promise<StepResult> => {
  const [expiries, dead] = [await queueUrl(aws, "HoldExpiryQueue"), await queueUrl(aws, "HoldExpiryDeadLetters")];
  const name = "VisibilityTimeout" as const;
  const { Attributes: before = {} } = await aws.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: expiries, AttributeNames: [name, "RedrivePolicy"] }),
  );
  assert.equal(
    Number((JSON.parse(before["RedrivePolicy"] ?? "{}") as { maxReceiveCount?: unknown }).maxReceiveCount),
    RECEIVES_MAX,
  );
  // Five deliveries would take a quarter of an hour. The rest of the queue stays as it was deployed.
  await aws.sqs.send(new SetQueueAttributesCommand({ QueueUrl: expiries, Attributes: { [name]: "1" } }));
  try {
    const { MessageId: messageId = "" } = await aws.sqs.send(
      new SendMessageCommand({ QueueUrl: expiries, MessageBody: BODY }),
    );
    const letter = await eventually(
      "the unreadable message is a dead letter",
      async () => {
        const { Messages: messages = [] } = await aws.sqs.send(
          new ReceiveMessageCommand({ QueueUrl: dead, WaitTimeSeconds: 1 }),
        );
        return messages[0];
      },
      SECONDS_MAX,
      POLL_MS,
    );
    assert.equal(letter.Body, BODY);
    assert.equal(await refusals(aws, messageId), RECEIVES_MAX, "deliveries to the function");
  } finally {
    await aws.sqs.send(
      new SetQueueAttributesCommand({ QueueUrl: expiries, Attributes: { [name]: before[name] ?? "180" } }),
    );
  }
  return {
    note: `after ${RECEIVES_MAX} deliveries, with a visibility timeout of 1 s instead of ${before[name]} s for this step`,
  };
};
