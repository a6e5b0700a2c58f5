import { type Message, ReceiveMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { SqsSource } from "#local/stack/triggers.ts";

/** SQS returns at most ten messages per call. */
const RECEIVE_MAX = 10;
/** Short, so that stopping need not wait for a long poll. */
const POLL_SECONDS = 2;
/** Calls that run at once while a large batch is collected. */
const PARALLEL_RECEIVES = 4;

interface BatchOptions {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly source: Pick<SqsSource, "batchSize" | "windowSeconds">;
  readonly signal: AbortSignal;
}

/**
 * Collects the next batch: waits for a first message, then takes more until the batch is full or its window has passed.
 * Without a window it takes only what is there.
 * @returns An empty list if no message came for a while.
 */
export const nextBatch = async (options: BatchOptions): Promise<readonly Message[]> => {
  const { source } = options;
  const batch = [...(await receive(options, Math.min(RECEIVE_MAX, source.batchSize), POLL_SECONDS))];
  if (batch.length === 0) return batch;
  const windowEndsMs = Date.now() + source.windowSeconds * 1000;
  while (batch.length < source.batchSize && !options.signal.aborted) {
    const secondsLeft = (windowEndsMs - Date.now()) / 1000;
    const received = await receiveMore(options, source.batchSize - batch.length, Math.min(secondsLeft, 1));
    batch.push(...received);
    if (received.length === 0 && secondsLeft <= 0) break;
  }
  return batch;
};

const receiveMore = async (options: BatchOptions, wanted: number, waitSeconds: number): Promise<readonly Message[]> => {
  const receives = Math.min(PARALLEL_RECEIVES, Math.ceil(wanted / RECEIVE_MAX));
  const sizes = Array.from({ length: receives }, (_, index) => Math.min(RECEIVE_MAX, wanted - index * RECEIVE_MAX));
  // SQS waits for whole seconds. The first call waits; the others take what is there.
  const received = await Promise.all(
    sizes.map((size, index) => receive(options, size, index === 0 ? Math.max(0, Math.round(waitSeconds)) : 0)),
  );
  return received.flat();
};

const receive = async (
  { client, queueUrl, signal }: BatchOptions,
  size: number,
  waitSeconds: number,
): Promise<readonly Message[]> => {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: size,
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    }),
    { abortSignal: signal },
  );
  return Messages;
};
