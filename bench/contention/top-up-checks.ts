/** Reads the checks of top-ups as Lambda reads them from SQS: ten messages a call, five readers at once. */
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { checkTopUps } from "#functions/balance/check-top-ups.ts";
import { TopUpCheck } from "#functions/balance/top-up-check-messages.ts";
import { SQS_QUEUE_VARIABLES } from "#functions/shared/grants.ts";

const READERS = 5;
const BATCH = 10;
const WAIT_SECONDS = 1;

/** @returns a function that has the readers end, and waits for them */
export const readTopUpChecks = (): (() => Promise<void>) => {
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const queue = process.env[SQS_QUEUE_VARIABLES.topUpCheck];
  const end = new AbortController();

  const readOnce = async (): Promise<void> => {
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queue, MaxNumberOfMessages: BATCH, WaitTimeSeconds: WAIT_SECONDS }),
    );
    if (messages.length === 0) return;
    const checks = messages.map((message) => ({
      message,
      check: TopUpCheck.parse(JSON.parse(message.Body ?? "")),
    }));
    const failed = await checkTopUps(checks.map(({ check }) => check));
    const done = checks.filter(({ check }) => !failed.has(check));
    if (done.length === 0) return;
    const entries = done.map(({ message }, index) => ({ Id: `${index}`, ReceiptHandle: message.ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queue, Entries: entries }));
  };

  const read = async (): Promise<void> => {
    while (!end.signal.aborted) await readOnce();
  };
  const readers = Promise.all(Array.from({ length: READERS }, read));
  return async () => {
    end.abort();
    await readers;
    sqs.destroy();
  };
};
