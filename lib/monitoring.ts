import { Duration } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Alarm, ComparisonOperator, type IMetric, Metric, Stats, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import { METRIC_DIMENSION, METRIC_NAMESPACE, type MetricName } from "#functions/shared/metric-names.ts";
import type { EncoreFunction } from "#lib/function.ts";
import type { DeadLetterQueue, SqsWorkerQueue } from "#lib/sqs-worker-queue.ts";

export interface MonitoringProps {
  readonly api: HttpApi;
  readonly deadLetterQueues: readonly DeadLetterQueue[];
  /** The functions that a schedule starts: no response shows their failures. */
  readonly scheduled: readonly EncoreFunction[];
  /** The functions that follow a stream. */
  readonly followers: readonly EncoreFunction[];
  /** The SQS queue of the people who wait for a number. */
  readonly joins: SqsWorkerQueue;
}

const NUMBER_WORDS: Readonly<Record<number, string>> = { 2: "two", 3: "three", 5: "five" };
const inMinutes = (minutes: number): string => `${NUMBER_WORDS[minutes] ?? minutes} minutes`;

interface Watch {
  readonly metric: IMetric;
  /** The alarm is raised above this value, or below it with `isFloor`. */
  readonly threshold: number;
  readonly isFloor?: true;
  readonly periods: number;
  readonly meaning: string;
  /** The alarm is also raised if there is no value at all. */
  readonly mustReport?: true;
}

const PERIOD = Duration.minutes(1);
/** A quiet sale is decided once a minute. */
const DECISION_SECONDS_MAX = 180;

/** Reminders of holds and events come this late at most without an alarm. */
const STREAM_MS_MAX = 60_000;
/** Somebody who joins has a number within seconds. */
const JOIN_SECONDS_MAX = 60;

/** The alarms for operators: dead letters, admission that fails or stands still, what comes too late, server errors. */
export class Monitoring extends Construct {
  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    for (const queue of props.deadLetterQueues) this.#watchDeadLetters(queue);
    for (const scheduled of props.scheduled) this.#watchScheduled(scheduled);
    this.#watchAdmission(props.scheduled);
    for (const follower of props.followers) this.#watchFollower(follower);
    this.#watch("JoinsLate", {
      metric: props.joins.queue.metricApproximateAgeOfOldestMessage({ period: PERIOD, statistic: Stats.MAXIMUM }),
      threshold: JOIN_SECONDS_MAX,
      periods: 3,
      meaning: "Somebody who joined has waited more than a minute for a number, for three minutes.",
    });
    this.#watch("ServerErrors", {
      // Each request counts as 0 or 1, so the average is the share of requests that failed.
      metric: props.api.metricServerError({ period: PERIOD, statistic: Stats.AVERAGE }),
      threshold: 0.01,
      periods: 3,
      meaning: "More than 1% of the requests got a 5xx response for three minutes.",
    });
  }

  /** A function that does not run has no errors, and a sale that nobody decides shows no failure. */
  #watchAdmission(scheduled: readonly EncoreFunction[]): void {
    const admit = scheduled.find(({ entry }) => entry.name === "admit");
    if (admit === undefined) return;
    this.#watch("AdmissionDecisions", {
      metric: new Metric({
        namespace: METRIC_NAMESPACE,
        metricName: "SecondsSinceDecision" satisfies MetricName,
        dimensionsMap: { [METRIC_DIMENSION]: admit.lambda.functionName },
        period: PERIOD,
        statistic: Stats.MAXIMUM,
      }),
      threshold: DECISION_SECONDS_MAX,
      periods: 3,
      meaning: "An open sale has not been decided for three minutes, or admission reports nothing at all.",
      mustReport: true,
    });
  }

  #watchDeadLetters(queue: DeadLetterQueue): void {
    this.#watch(`${queue.node.scope?.node.id}DeadLetters`, {
      metric: queue.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: Stats.MAXIMUM }),
      threshold: 0,
      periods: 1,
      meaning: `This dead letter queue holds ${queue.holds}. ${queue.remedy}`,
    });
  }

  /** Periods are as long as from one start to the next, so that each has a start. */
  #watchScheduled({ entry, lambda }: EncoreFunction): void {
    if (entry.trigger.kind !== "schedule") return;
    const minutes = entry.trigger.everyMinutes;
    const sum = { period: Duration.minutes(minutes), statistic: Stats.SUM };
    const task = `Its task: ${entry.summary}.`;
    // Of a function that starts every minute, the next start may mend what one has left undone.
    const periods = minutes === 1 ? 2 : 1;
    this.#watch(`${entry.id}Errors`, {
      metric: lambda.metricErrors(sum),
      threshold: 0,
      periods,
      meaning: `${entry.handler} has failed for ${inMinutes(periods * minutes)}. ${task}`,
    });
    this.#watch(`${entry.id}Throttles`, {
      metric: lambda.metricThrottles(sum),
      threshold: 0,
      periods,
      meaning: `${entry.handler} was refused for ${inMinutes(periods * minutes)}, because the account runs as many functions as it may. Ask AWS for more concurrency. ${task}`,
    });
    this.#watch(`${entry.id}Stopped`, {
      metric: lambda.metricInvocations(sum),
      threshold: 1,
      isFloor: true,
      mustReport: true,
      periods: 3,
      meaning: `${entry.handler} has not been started for ${inMinutes(3 * minutes)}. Check its schedule. ${task}`,
    });
  }

  #watchFollower({ entry, lambda }: EncoreFunction): void {
    this.#watch(`${entry.id}Late`, {
      metric: lambda.metric("IteratorAge", { period: PERIOD, statistic: Stats.MAXIMUM }),
      threshold: STREAM_MS_MAX,
      periods: 5,
      meaning: `${entry.handler} has been more than a minute behind its stream for five minutes. Its log shows which record fails.`,
    });
  }

  #watch(id: string, { metric, threshold, isFloor, mustReport, periods, meaning }: Watch): void {
    new Alarm(this, id, {
      alarmDescription: meaning,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: isFloor ? ComparisonOperator.LESS_THAN_THRESHOLD : ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: mustReport ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
  }
}
