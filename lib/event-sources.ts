import { Duration, Validations } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { EventSourceMapping, StartingPosition } from "aws-cdk-lib/aws-lambda";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
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
  worker.lambda.addToRolePolicy(
    new PolicyStatement({
      actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
      resources: [props.queue.queueArn],
    }),
  );
  new EventSourceMapping(worker, "QueueSource", {
    target: worker.lambda,
    eventSourceArn: props.queue.queueArn,
    batchSize: props.batchSize,
    maxBatchingWindow: Duration.seconds(props.windowSeconds),
    reportBatchItemFailures: true,
    ...(props.batchesMax === undefined ? {} : { maxConcurrency: props.batchesMax }),
  });
};

export interface StreamSourceProps {
  readonly source: StoredTable;
  readonly batchSize: number;
}

/**
 * Makes a function follow the changes of a table. A record that keeps failing is isolated by halving its batch, and goes to
 * a dead letter queue after ten attempts, so that it never blocks the records behind it.
 */
export const followStream = (follower: EncoreFunction, props: StreamSourceProps): DeadLetterQueue => {
  const { tableStreamArn } = props.source.table;
  if (tableStreamArn === undefined) throw new Error(`The table ${props.source.table.node.id} has no stream.`);

  const deadLetters = new DeadLetterQueue(follower, "DeadLetters", {
    holds: "changes of reservations that could not be processed",
  });
  Validations.of(deadLetters).acknowledge({
    id: "AwsSolutions-SQS3",
    reason: "This is the dead letter queue of a stream; the rule knows only those of queues.",
  });
  follower.lambda.addToRolePolicy(
    new PolicyStatement({
      actions: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"],
      resources: [tableStreamArn],
    }),
  );
  follower.lambda.addToRolePolicy(
    new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [deadLetters.queueArn] }),
  );
  new EventSourceMapping(follower, "StreamSource", {
    target: follower.lambda,
    eventSourceArn: tableStreamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: props.batchSize,
    bisectBatchOnError: true,
    retryAttempts: 10,
    reportBatchItemFailures: true,
    // CDK's SqsDlq would also let the function read the queue's attributes and look up its URL.
    onFailure: { bind: () => ({ destination: deadLetters.queueArn }) },
  });
  return deadLetters;
};
