import { Duration, Validations } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { EventSourceMapping, StartingPosition } from "aws-cdk-lib/aws-lambda";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { EncoreFunction } from "#lib/function.ts";
import { DeadLetterQueue } from "#lib/sqs-worker-queue.ts";
import type { StoredTable } from "#lib/tables.ts";

export interface QueueSourceProps {
  readonly queue: IQueue;
  readonly batchSize: number;
  /** How long a batch is collected for, in seconds. */
  readonly windowSeconds: number;
  /** Batches under way at one time; as many as Lambda likes if absent. */
  readonly batchesMax?: number;
}

/** Has a function work off a queue; the messages it names as failed come back, the rest are done. */
export const readSqsQueue = (worker: EncoreFunction, props: QueueSourceProps): void => {
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
 * Has a function follow the changes of a table. A record that keeps failing is set apart by halving its batch, and
 * after ten attempts noted in a dead letter queue, so that it never holds up those behind it.
 */
export const followStream = (follower: EncoreFunction, props: StreamSourceProps): DeadLetterQueue => {
  const { tableStreamArn } = props.source.table;
  if (tableStreamArn === undefined) throw new Error(`The table ${props.source.table.node.id} has no stream.`);

  const deadLetters = new DeadLetterQueue(follower, "DeadLetters", {
    holds: "changes of reservations that could not be followed up",
  });
  Validations.of(deadLetters).acknowledge({
    id: "AwsSolutions-SQS3",
    reason: "It is the dead letter queue of a stream, which the rule looks for among queues only.",
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
    // SqsDlq of CDK would also let the function read the queue's attributes and look up its URL.
    onFailure: { bind: () => ({ destination: deadLetters.queueArn }) },
  });
  return deadLetters;
};
