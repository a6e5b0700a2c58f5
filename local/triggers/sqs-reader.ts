import { setTimeout as delay } from "node:timers/promises";
import { DeleteMessageBatchCommand, type Message, type SQSClient } from "@aws-sdk/client-sqs";
import type { SqsSource } from "#local/stack/triggers.ts";
import { failuresOf } from "#local/triggers/batch-failures.ts";
import type { InvokeFunction, Reader } from "#local/triggers/invoke.ts";
import { nextBatch } from "#local/triggers/message-batch.ts";
import { sqsEvent } from "#local/triggers/sqs-event.ts";

interface SqsReaderOptions {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly queueName: string;
  readonly source: SqsSource;
  readonly invoke: InvokeFunction;
}

const DELETE_MAX = 10;
const OUTAGE_PAUSE_MS = 1000;

/**
 * Reads an SQS queue for its function as Lambda does, several batches at once. Messages that succeeded are deleted. Failed
 * ones come back after their visibility timeout, until SQS moves them to the dead letter queue.
 */
export const readSqsQueue = (options: SqsReaderOptions): Reader => {
  const { client, queueUrl, source } = options;
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();

  const read = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        const batch = await nextBatch({ client, queueUrl, source, signal: stopping.signal });
        if (batch.length === 0) continue;
        const work = handle(options, batch).finally(() => underWay.delete(work));
        underWay.add(work);
        if (underWay.size >= source.concurrencyMax) await Promise.race(underWay);
      } catch {
        // The SQS server can't be reached for a moment, or this is the stop. The server's end is reported elsewhere.
        await delay(OUTAGE_PAUSE_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };
  void read();
  return { stop: () => stopping.abort() };
};

const idOf = (message: Message): string => message.MessageId ?? "";

const handle = async (options: SqsReaderOptions, batch: readonly Message[]): Promise<void> => {
  const outcome = await options.invoke(sqsEvent(options.queueName, batch));
  const failures = failuresOf(outcome, new Set(batch.map(idOf)), options.source.reportsFailures);
  if (failures === "all") return;
  const done = failures === "none" ? batch : batch.filter((message) => !failures.has(idOf(message)));
  for (let start = 0; start < done.length; start += DELETE_MAX) {
    const part = done.slice(start, start + DELETE_MAX);
    // A message that is not deleted comes again, which SQS may do at any time.
    await options.client
      .send(
        new DeleteMessageBatchCommand({
          QueueUrl: options.queueUrl,
          Entries: part.map((message, index) => ({ Id: String(index), ReceiptHandle: message.ReceiptHandle })),
        }),
      )
      .catch(() => undefined);
  }
};
