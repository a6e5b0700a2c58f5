import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { type Alarm, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { FunctionName } from "#functions/deployment.ts";
import type { EncoreFunction } from "#lib/function.ts";
import { FIVE_MINUTES, MINUTE, metricOf, QUARTER_OF_AN_HOUR, type Watch, watch } from "#lib/operations/watch.ts";
import type { SqsWorkerQueue } from "#lib/sqs-worker-queue.ts";

export interface PromiseAlarmsProps {
  readonly topic: ITopic;
  readonly api: HttpApi;
  readonly functions: readonly EncoreFunction[];
  /** The SQS queue of the people who wait for a number. */
  readonly joins: SqsWorkerQueue;
}

/** A quiet sale is decided once a minute. */
const DECISION_SECONDS_MAX = 180;
/** Somebody who joins has a number within seconds. */
const JOIN_SECONDS_MAX = 60;
/** A reminder comes within seconds of the end of its hold; a lost one is sent again after two minutes. */
const EXPIRY_SECONDS_MAX = 120;
const EVENT_SECONDS_MAX = 60;
/** Above this share it is the receivers, or our way to them, and not one of many. */
const FAILING_SHARE_MAX = 0.5;
const SERVER_ERROR_SHARE_MAX = 0.01;

/** An alarm for each promise to buyers and organisers that is about to break. */
export class PromiseAlarms extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, props: PromiseAlarmsProps) {
    super(scope, id);
    this.alarms = Object.entries({ ...ofBuyers(props), ...ofOrganisers(props) }).map(([alarmId, options]) =>
      watch(this, alarmId, props.topic, options),
    );
  }
}

const named = (functions: readonly EncoreFunction[], name: FunctionName): EncoreFunction => {
  const found = functions.find(({ entry }) => entry.name === name);
  if (found === undefined) throw new Error(`The stage has no function "${name}" to watch.`);
  return found;
};

const ofBuyers = ({ api, functions, joins }: PromiseAlarmsProps): Readonly<Record<string, Watch>> => ({
  // A function that does not run has no errors, and a sale that nobody decides shows no failure.
  AdmissionDecisions: {
    metric: metricOf(named(functions, "admit"), "SecondsSinceDecision"),
    threshold: DECISION_SECONDS_MAX,
    periods: 3,
    meaning: "An open sale has not been decided for three minutes, or admission reports nothing at all.",
    page: "admission-stopped",
    mustReport: true,
  },
  JoinsLate: {
    metric: joins.queue.metricApproximateAgeOfOldestMessage({ period: MINUTE, statistic: Stats.MAXIMUM }),
    threshold: JOIN_SECONDS_MAX,
    periods: 3,
    meaning: "Somebody who joined has waited more than a minute for a number, for three minutes.",
    page: "late-joins",
  },
  ServerErrors: {
    // Each request counts as 0 or 1, so the average is the share of requests that failed.
    metric: api.metricServerError({ period: MINUTE, statistic: Stats.AVERAGE }),
    threshold: SERVER_ERROR_SHARE_MAX,
    periods: 3,
    meaning: "More than 1% of the requests got a 5xx response for three minutes.",
    page: "server-errors",
  },
  ExpiryLate: {
    metric: metricOf(named(functions, "expireHold"), "ExpiryLagSeconds"),
    threshold: EXPIRY_SECONDS_MAX,
    periods: 3,
    meaning: "Holds have been ended more than two minutes after their time, for three minutes.",
    page: "late-expiry",
  },
  TopUpsPending: {
    metric: metricOf(named(functions, "sweepTopUps"), "TopUpsPending", { period: FIVE_MINUTES }),
    threshold: 0,
    periods: 3,
    meaning: "A card may have been charged for a top-up that has been without an end for more than ten minutes.",
    page: "pending-top-ups",
  },
});

const ofOrganisers = ({ functions }: PromiseAlarmsProps): Readonly<Record<string, Watch>> => ({
  AuditFindings: {
    metric: metricOf(named(functions, "auditRunningConcerts"), "AuditFindings", { period: QUARTER_OF_AN_HOUR }),
    threshold: 0,
    periods: 1,
    meaning: "The daily audit has found seats or money that are not as they must be.",
    page: "audit-findings",
  },
  EventsLate: {
    metric: metricOf(named(functions, "onReservationChange"), "EventLagSeconds"),
    threshold: EVENT_SECONDS_MAX,
    periods: 5,
    meaning: "Events have been published more than a minute after their change, for five minutes.",
    page: "late-changes",
  },
  DeliveriesFailing: {
    // Each attempt counts as 0 or 1.
    metric: metricOf(named(functions, "deliverWebhook"), "DeliveriesFailed", {
      period: FIVE_MINUTES,
      statistic: Stats.AVERAGE,
    }),
    threshold: FAILING_SHARE_MAX,
    periods: 3,
    meaning: "More than half of the attempts to deliver events to webhooks have failed for a quarter of an hour.",
    page: "failing-deliveries",
  },
});
