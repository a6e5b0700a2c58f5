import { Duration, Validations } from "aws-cdk-lib";
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { STREAM_DEAD_LETTERS_VARIABLE } from "#functions/shared/grants.ts";
import type { EncoreFunction } from "#lib/function.ts";
import { DeadLetterQueue } from "#lib/sqs-worker-queue.ts";
import type { StoredTable } from "#lib/tables.ts";

export interface SqsSourceProps {
  readonly queue: IQueue;
  readonly batchSize: number;
  /** Seconds for which a batch is collected. */
  readonly windowSeconds: number;
  /** Batches that may be processed at once; Lambda decides if absent. */
  readonly batchesMax?: number;
}

/** Makes a function read an SQS queue. The messages that it reports as failed come back; the others are deleted. */
export const readSqsQueue = (worker: EncoreFunction, props: SqsSourceProps): void => {
  worker.allow(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], [props.queue.queueArn]);
  // More batches than calls would come back refused, and after five times be dead letters.
  const limits = [props.batchesMax, worker.reservedCalls].filter((limit) => limit !== undefined);
  const batchesMax = limits.length === 0 ? undefined : Math.min(...limits);
  new EventSourceMapping(worker, "QueueSource", {
    target: worker.live,
    eventSourceArn: props.queue.queueArn,
    batchSize: props.batchSize,
    maxBatchingWindow: Duration.seconds(props.windowSeconds),
    reportBatchItemFailures: true,
    ...(batchesMax === undefined ? {} : { maxConcurrency: batchesMax }),
  });
};

export interface StreamSourceProps {
  readonly source: StoredTable;
  readonly batchSize: number;
  /** Whether the dead letters outlive the stack. */
  readonly keepsData: boolean;
  /** Only items with this sort key that have this text attribute after the change. */
  readonly only: { readonly sortKey: string; readonly attribute: string };
}

/**
 * An outage of a few hours loses nothing. The function keeps a record whole before it is that old; only if the function
 * could not run at all, the dead letter names the place of its record in the stream, which forgets it after a day, so
 * that most of that day is left to read it.
 */
const RECORD_AGE_MAX = Duration.hours(6);

/**
 * Makes a function follow the changes of a table. A batch that fails is halved until the failing record is alone, and is
 * tried until the record is too old. A record that no retry can help, or none has helped for hours, the function itself puts
 * into the dead letter queue, whole, so that it does not block the records behind it.
 */
export const followStream = (follower: EncoreFunction, props: StreamSourceProps): DeadLetterQueue => {
  const { tableStreamArn } = props.source.table;
  if (tableStreamArn === undefined) throw new Error(`The table ${props.source.table.node.id} has no stream.`);

  const deadLetters = new DeadLetterQueue(follower, "DeadLetters", {
    holds: "changes of reservations that could not be processed",
    keepsData: props.keepsData,
    remedy:
      "A message is a record, whole, with which the function can be invoked again once the cause is fixed: docs/guides/operate.md says how. If it is only the place of records in the stream, fix the cause within a day.",
  });
  Validations.of(deadLetters).acknowledge({
    id: "AwsSolutions-SQS3",
    reason: "This is the dead letter queue of a stream; the rule knows only those of queues.",
  });
  follower.allow(
    ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"],
    [tableStreamArn],
  );
  follower.allow(["sqs:SendMessage"], [deadLetters.queueArn]);
  follower.lambda.addEnvironment(STREAM_DEAD_LETTERS_VARIABLE, deadLetters.queueUrl);
  new EventSourceMapping(follower, "StreamSource", {
    target: follower.live,
    eventSourceArn: tableStreamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: props.batchSize,
    bisectBatchOnError: true,
    retryAttempts: -1,
    maxRecordAge: RECORD_AGE_MAX,
    filters: [
      FilterCriteria.filter({
        dynamodb: {
          Keys: { sk: { S: [props.only.sortKey] } },
          NewImage: { [props.only.attribute]: { S: FilterRule.exists() } },
        },
      }),
    ],
    reportBatchItemFailures: true,
    // CDK's SqsDlq would also let the function read the queue's attributes and look up its URL.
    onFailure: { bind: () => ({ destination: deadLetters.queueArn }) },
  });
  return deadLetters;
};
