/** The queues' policies in the second part of the gate, in which the emulator enforces what it has no TLS for. */
import assert from "node:assert/strict";
import { paginateListQueues, SendMessageCommand, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { AwsClients } from "#test/deploy/aws.ts";
import type { StepResult } from "#test/deploy/step-list.ts";

/** Nothing sends to it in this part, so it keeps its policy. */
const KEPT = "WebhookReplayDeadLetters";

const queueUrls = async (aws: AwsClients): Promise<readonly string[]> => {
  const found: string[] = [];
  for await (const { QueueUrls: urls = [] } of paginateListQueues({ client: aws.sqs }, {})) found.push(...urls);
  return found.filter((url) => url.includes("Encore-dev"));
};

/** Every queue refuses calls without TLS, and the emulator has none. @returns a note that says so */
export const liftTlsOnly = async (aws: AwsClients): Promise<StepResult> => {
  const urls = (await queueUrls(aws)).filter((url) => !url.includes(KEPT));
  for (const url of urls) {
    await aws.sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy: "" } }));
  }
  return {
    note: `THE EMULATOR HAS NO TLS: the policies of ${urls.length} deployed queues, which demand it, are lifted`,
  };
};

/** The queue that has kept its policy refuses a call without TLS. */
export const expectTlsOnly = async (aws: AwsClients): Promise<StepResult> => {
  const url = (await queueUrls(aws)).find((each) => each.includes(KEPT));
  await assert.rejects(
    aws.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "without TLS" })),
    /AccessDenied/,
  );
  return { note: "refused by the policy that all queues have" };
};
