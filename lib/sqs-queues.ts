import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import type { SqsQueueName } from "#functions/shared/grants.ts";
import { type FunctionEntry, functionList } from "#lib/function-list.ts";
import { SqsWorkerQueue } from "#lib/sqs-worker-queue.ts";

interface QueueShape {
  readonly id: string;
  /** What its dead letters are, in the plural. */
  readonly holds: string;
  readonly retention: Duration;
}

const SHAPES: Readonly<Record<SqsQueueName, QueueShape>> = {
  // A user who has waited an hour for a number has long asked again.
  join: { id: "Joins", holds: "joins that could not be numbered", retention: Duration.hours(1) },
  // A hold expires by its time even without its message; a day spans an outage.
  holdExpiry: { id: "HoldExpiry", holds: "expired holds that could not be cleared", retention: Duration.days(1) },
  // Each attempt is its own message, which waits at most a quarter of an hour.
  webhookDelivery: {
    id: "WebhookDelivery",
    holds: "events that a webhook receiver did not accept",
    retention: Duration.days(4),
  },
  webhookReplay: { id: "WebhookReplay", holds: "replays that could not be finished", retention: Duration.days(1) },
  // The sweep sends the message of a section again, so an old one is of no use.
  callOff: {
    id: "CallOffs",
    holds: "sections of a called-off performance that could not be refunded",
    retention: Duration.days(4),
  },
  // The card may have been charged: an outage over a long weekend must not lose the top-up.
  topUpCheck: { id: "TopUpChecks", holds: "top-ups that could not be settled", retention: Duration.days(7) },
};

export interface SqsQueuesProps {
  /** Whether the queues and their messages outlive the stack. */
  readonly keepsData: boolean;
}

/** The SQS queues between functions, each with its dead letter queue. */
export class SqsQueues extends Construct {
  readonly byName: Readonly<Record<SqsQueueName, SqsWorkerQueue>>;

  constructor(scope: Construct, id: string, { keepsData }: SqsQueuesProps) {
    super(scope, id);
    const make = (name: SqsQueueName) => {
      const { id: shapeId, holds, retention } = SHAPES[name];
      return new SqsWorkerQueue(this, shapeId, { holds, retention, workerTimeout: workerTimeout(name), keepsData });
    };
    this.byName = {
      join: make("join"),
      holdExpiry: make("holdExpiry"),
      topUpCheck: make("topUpCheck"),
      webhookDelivery: make("webhookDelivery"),
      webhookReplay: make("webhookReplay"),
      callOff: make("callOff"),
    };
  }
}

const workerTimeout = (name: SqsQueueName): Duration => {
  const reads = ({ trigger }: FunctionEntry) => trigger.kind === "sqs" && trigger.queue === name;
  const worker = functionList().find(reads);
  if (worker === undefined) throw new Error(`No function of functions/deployment.ts reads the SQS queue "${name}".`);
  return Duration.seconds(worker.timeoutSeconds);
};
