import { setTimeout as delay } from "node:timers/promises";
import { DeleteMessageBatchCommand, type Message, type SQSClient } from "@aws-sdk/client-sqs";
import type { QueueSource } from "#local/stack/triggers.ts";
import { forEachLimit } from "#local/triggers/batch-failures.ts";
import type { InvokeFunction, Reader } from "#local/triggers/invoke.ts";
import { nextBatch } from "#local/triggers/message-batch.ts";
import { queueEvent } from "#local/triggers/queue-event.ts";

interface QueueReaderOptions {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly queueName: string;
  readonly source: QueueSource;
  readonly invoke: InvokeFunction;
}

const DELETE_MAX = 10;
const OUTAGE_PAUSE_MS = 1000;

/**
 * Reads a queue for its function as Lambda does: batches, several at a time; what succeeded is deleted, what failed
 * stays and comes back after its visibility timeout, until SQS moves it to the dead letter queue.
 */
export const readQueue = (options: QueueReaderOptions): Reader => {
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
        // The queue server is out of reach for a moment, or this is the stop; whoever runs it tells of its end.
        await delay(OUTAGE_PAUSE_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };
  void read();
  return { stop: () => stopping.abort() };
};

const idOf = (message: Message): string => message.MessageId ?? "";

const handle = async (options: QueueReaderOptions, batch: readonly Message[]): Promise<void> => {
  const outcome = await options.invoke(queueEvent(options.queueName, batch));
  const failures = forEachLimit(outcome, new Set(batch.map(idOf)), options.source.reportsFailures);
  if (failures === "all") return;
  const done = failures === "none" ? batch : batch.filter((message) => !failures.has(idOf(message)));
  for (let start = 0; start < done.length; start += DELETE_MAX) {
    const part = done.slice(start, start + DELETE_MAX);
    // A message that is not deleted comes again, as SQS may at any time.
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
