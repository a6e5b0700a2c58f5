import assert from "node:assert/strict";
import { GetQueueAttributesCommand, paginateListQueues, SendMessageCommand } from "@aws-sdk/client-sqs";
import type { AwsClients } from "#test/deploy/aws.ts";
import type { Run } from "#test/deploy/run.ts";
import type { StepResult } from "#test/deploy/step-list.ts";
import { eventually } from "#test/support/eventually.ts";

const SECONDS_MAX = 60;
const POLL_MS = 500;
/** To a webhook that is gone: its function drops it. */
const DELIVERY = { webhookId: "whk_gone", eventId: "evt_1", eventType: "reservation.paid", attempt: 1, body: "{}" };

const queueUrl = async ({ sqs }: AwsClients, part: string): Promise<string> => {
  for await (const { QueueUrls: urls = [] } of paginateListQueues({ client: sqs }, {})) {
    const url = urls.find((each) => each.includes(part));
    if (url !== undefined) return url;
  }
  throw new Error(`No SQS queue has "${part}" in its name.`);
};

/** Messages of a queue, also those that are being read. */
const countIn = async ({ sqs }: AwsClients, url: string): Promise<number> => {
  const names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
  const { Attributes: attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...names] }),
  );
  return names.reduce((sum, name) => sum + Number(attributes[name] ?? 0), 0);
};

/** The deployed stage's alarms and dead letters are shown, and a dead letter goes back to be worked on. */
export const statusAndRedrive = async ({ aws, npm }: Pick<Run, "aws" | "npm">): Promise<StepResult> => {
  const status = (): Promise<string> => npm("ops", "status", "--stage", "dev");
  const redrive = (...words: readonly string[]): Promise<string> =>
    npm("ops", "redrive", "--stage", "dev", "--queue", "WebhookDelivery", ...words);
  const [dead, work] = [await queueUrl(aws, "WebhookDeliveryDeadLetters"), await queueUrl(aws, "WebhookDeliveryQueue")];
  assert.equal(await status(), "No alarm is raised.\nThere are no dead letters.\n");

  await aws.sqs.send(new SendMessageCommand({ QueueUrl: dead, MessageBody: JSON.stringify(DELIVERY) }));
  assert.equal(await status(), "No alarm is raised.\nDead letters:\n  WebhookDelivery: 1\n");
  assert.match(await redrive(), /^WebhookDelivery has 1 dead letter\./);
  assert.equal(await countIn(aws, dead), 1, "dead letters before it is confirmed");
  assert.equal(await redrive("--yes"), "Moved back: 1 dead letter of WebhookDelivery.\n");
  await eventually(
    "the message is worked on",
    async () => ((await countIn(aws, work)) === 0 && (await countIn(aws, dead)) === 0 ? true : undefined),
    SECONDS_MAX,
    POLL_MS,
  );
  assert.equal(await redrive("--yes"), "WebhookDelivery has no dead letters.\n");
  return { note: "a dead letter went back, and its function took it" };
};
