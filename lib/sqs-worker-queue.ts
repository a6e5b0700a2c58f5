import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";

export interface DeadLetterQueueProps {
  /** What its messages are, in the plural, for the text of the alarm. */
  readonly holds: string;
  /** What an operator has to do with them. */
  readonly remedy?: string;
  /** Whether the queue and its messages outlive the stack. */
  readonly keepsData: boolean;
}

const removalPolicy = (keepsData: boolean): RemovalPolicy => (keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);

/** Keeps messages that failed for good for two weeks, the longest time that SQS offers. */
export class DeadLetterQueue extends Queue {
  readonly holds: string;
  readonly remedy: string;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id, {
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      removalPolicy: removalPolicy(props.keepsData),
    });
    this.holds = props.holds;
    this.remedy = props.remedy ?? "Read the messages, fix the cause, then redrive them.";
  }
}

export interface SqsWorkerQueueProps {
  /** What its dead letters are, in the plural. */
  readonly holds: string;
  /** How long it is useful to process a message. */
  readonly retention: Duration;
  /** Timeout of the function that reads the queue. */
  readonly workerTimeout: Duration;
  /** Whether the queues and their messages outlive the stack. */
  readonly keepsData: boolean;
}

/** An SQS queue that one function reads, with the dead letter queue for messages that fail five times. */
export class SqsWorkerQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: SqsWorkerQueueProps) {
    super(scope, id);
    const { holds, keepsData } = props;
    this.deadLetters = new DeadLetterQueue(this, "DeadLetters", { holds, keepsData });
    this.queue = new Queue(this, "Queue", {
      retentionPeriod: props.retention,
      // Lambda asks for six times the timeout: throttled batches must not come back while they wait.
      visibilityTimeout: Duration.seconds(props.workerTimeout.toSeconds() * 6),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      removalPolicy: removalPolicy(keepsData),
    });
  }
}
