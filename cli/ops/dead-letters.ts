/** Dead letters of a stage: how many there are, and moving them back to where they came from. */
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  paginateListQueues,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { deadLettersIn, prefixOf, workQueuesIn } from "#cli/ops/stage-names.ts";
import { UsageError } from "#cli/options.ts";

/** The dead letters of a stream: SQS does not know where they came from. */
const STREAM_QUEUE = "OnReservationChange";
const QUEUES_A_PAGE = 1000;

const nameIn = (url: string): string => url.slice(url.lastIndexOf("/") + 1);

interface QueuePair {
  readonly deadLetters: string;
  /** Undefined for those of a stream. */
  readonly source: string | undefined;
}

/** The URLs of the dead letters of a stage, by the name of their queue. @throws UsageError if there are none */
const queuePairs = async (sqs: SQSClient, stage: string): Promise<ReadonlyMap<string, QueuePair>> => {
  const urls = new Map<string, string>();
  const pages = paginateListQueues({ client: sqs, pageSize: QUEUES_A_PAGE }, { QueueNamePrefix: prefixOf(stage) });
  for await (const { QueueUrls: page = [] } of pages) for (const url of page) urls.set(nameIn(url), url);
  const names = deadLettersIn([...urls.keys()], stage);
  const sources = workQueuesIn([...urls.keys()], stage);
  if (names.size === 0) {
    throw new UsageError(`There are no SQS queues of the stage "${stage}" where your AWS settings point to.`);
  }
  return new Map(
    [...names].map(([queue, name]) => [
      queue,
      { deadLetters: urls.get(name) ?? "", source: urls.get(sources.get(queue) ?? "") },
    ]),
  );
};

const countIn = async (sqs: SQSClient, url: string): Promise<number> => {
  const { Attributes: attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["ApproximateNumberOfMessages"] }),
  );
  return Number(attributes["ApproximateNumberOfMessages"] ?? 0);
};

/** How many dead letters each queue has. */
export const countDeadLetters = async (sqs: SQSClient, stage: string): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>();
  for (const [queue, { deadLetters }] of await queuePairs(sqs, stage))
    counts.set(queue, await countIn(sqs, deadLetters));
  return counts;
};

export interface Redrive {
  readonly queue: string;
  readonly count: number;
  readonly move: () => Promise<void>;
}

/**
 * What redriving the dead letters of a queue would move.
 * @throws UsageError if there is no such queue, or SQS can't move its messages
 */
export const redriveOf = async (sqs: SQSClient, stage: string, queue: string): Promise<Redrive> => {
  if (queue === STREAM_QUEUE) {
    throw new UsageError(
      `The dead letters of ${queue} came from a stream. docs/guides/operate.md says how to carry them out.`,
    );
  }
  const pairs = await queuePairs(sqs, stage);
  const pair = pairs.get(queue);
  if (pair === undefined) {
    const known = [...pairs.keys()].filter((name) => name !== STREAM_QUEUE).toSorted();
    throw new UsageError(`--queue must be one of ${known.join(", ")}, not "${queue}".`);
  }
  return { queue, count: await countIn(sqs, pair.deadLetters), move: () => move(sqs, pair) };
};

const move = async (sqs: SQSClient, pair: QueuePair): Promise<void> => {
  const { Attributes: { QueueArn: arn } = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: pair.deadLetters, AttributeNames: ["QueueArn"] }),
  );
  try {
    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arn }));
  } catch (error) {
    if (!isUnknownAction(error)) throw error;
    await moveOneByOne(sqs, pair);
  }
};

/** The SQS server of the local service does not have the action. */
const isUnknownAction = (error: unknown): boolean =>
  error instanceof Error && /InvalidAction|UnknownOperation|UnsupportedOperation/.test(error.name);

/** Sends each message before it is deleted, so that none is lost; one may come twice. */
const moveOneByOne = async (sqs: SQSClient, { deadLetters: from, source: to }: QueuePair): Promise<void> => {
  if (to === undefined) throw new Error(`No SQS queue has ${nameIn(from)} for its dead letters.`);
  for (;;) {
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: from, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] }),
    );
    if (messages.length === 0) return;
    for (const message of messages) await moveMessage(sqs, message, { from, to });
  }
};

const moveMessage = async (
  sqs: SQSClient,
  { Body: body, MessageAttributes: attributes, ReceiptHandle: handle }: Message,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> => {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: to,
      MessageBody: body,
      ...(attributes !== undefined && { MessageAttributes: attributes }),
    }),
  );
  await sqs.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle: handle }));
};
