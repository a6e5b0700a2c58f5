import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import type { SqsQueueName } from "#functions/shared/grants.ts";
import { type FunctionEntry, functionList } from "#lib/function-list.ts";
import { SqsWorkerQueue } from "#lib/sqs-worker-queue.ts";

interface QueueShape {
  readonly id: string;
  readonly holds: string;
  readonly retention: Duration;
}

const SHAPES: Readonly<Record<SqsQueueName, QueueShape>> = {
  // Whoever has waited an hour for a number has long asked again.
  join: { id: "Joins", holds: "arrivals that got no number", retention: Duration.hours(1) },
  // A hold has ended by time alone whatever becomes of its message; a day spans an outage.
  holdExpiry: { id: "HoldExpiry", holds: "holds that could not be ended", retention: Duration.days(1) },
  // Each attempt is a message of its own, which waits a quarter of an hour at most.
  webhookDelivery: {
    id: "WebhookDelivery",
    holds: "events that the receiver of a webhook did not take",
    retention: Duration.days(4),
  },
  webhookReplay: { id: "WebhookReplay", holds: "replays that could not be finished", retention: Duration.days(1) },
  // Its money may have been taken: a long weekend's outage must not lose it.
  topUpCheck: { id: "TopUpChecks", holds: "top-ups that could not be settled", retention: Duration.days(7) },
};

/** The queues between functions, each with its dead letter queue. */
export class SqsQueues extends Construct {
  readonly byName: Readonly<Record<SqsQueueName, SqsWorkerQueue>>;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const make = (name: SqsQueueName) => {
      const { id: shapeId, holds, retention } = SHAPES[name];
      return new SqsWorkerQueue(this, shapeId, { holds, retention, workerTimeout: workerTimeout(name) });
    };
    this.byName = {
      join: make("join"),
      holdExpiry: make("holdExpiry"),
      topUpCheck: make("topUpCheck"),
      webhookDelivery: make("webhookDelivery"),
      webhookReplay: make("webhookReplay"),
    };
  }
}

const workerTimeout = (name: SqsQueueName): Duration => {
  const reads = ({ trigger }: FunctionEntry) => trigger.kind === "sqs" && trigger.queue === name;
  const worker = functionList().find(reads);
  if (worker === undefined) throw new Error(`No function of functions/deployment.ts reads the SQS queue "${name}".`);
  return Duration.seconds(worker.timeoutSeconds);
};
