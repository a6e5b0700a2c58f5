import { Duration } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";

export interface DeadLetterQueueProps {
  /** What its messages were, for whoever finds one. */
  readonly holds: string;
}

/** Keeps what could not be worked off for two weeks, as long as SQS can. */
export class DeadLetterQueue extends Queue {
  readonly holds: string;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id, {
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    this.holds = props.holds;
  }
}

export interface SqsWorkerQueueProps {
  readonly holds: string;
  /** How long a message is worth working off. */
  readonly retention: Duration;
  /** Timeout of the function that reads the queue. */
  readonly workerTimeout: Duration;
}

/** A queue that one function works off, and where its messages go after five attempts. */
export class SqsWorkerQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: SqsWorkerQueueProps) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, "DeadLetters", { holds: props.holds });
    this.queue = new Queue(this, "Queue", {
      retentionPeriod: props.retention,
      // Six times the timeout is what Lambda asks for: throttled batches must not come back while they wait.
      visibilityTimeout: Duration.seconds(props.workerTimeout.toSeconds() * 6),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
  }
}
