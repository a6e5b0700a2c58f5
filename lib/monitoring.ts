import { Duration } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Alarm, ComparisonOperator, type IMetric, Metric, Stats, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import { METRIC_DIMENSION, METRIC_NAMESPACE, SECONDS_SINCE_DECISION } from "#functions/shared/metric-names.ts";
import type { EncoreFunction } from "#lib/function.ts";
import type { DeadLetterQueue } from "#lib/sqs-worker-queue.ts";

export interface MonitoringProps {
  readonly api: HttpApi;
  readonly deadLetterQueues: readonly DeadLetterQueue[];
  /** The functions that a schedule starts: no response shows their failures. */
  readonly scheduled: readonly EncoreFunction[];
}

interface Watch {
  readonly metric: IMetric;
  /** The alarm is raised above this value. */
  readonly threshold: number;
  readonly periods: number;
  readonly meaning: string;
  /** Whether no data is as alarming as a value above the threshold. */
  readonly mustReport?: boolean;
}

const PERIOD = Duration.minutes(1);
/** A quiet sale is decided once a minute. */
const DECISION_SECONDS_MAX = 180;

/** The alarms for operators: dead letters, failing admission, server errors. */
export class Monitoring extends Construct {
  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    for (const queue of props.deadLetterQueues) {
      this.#watch(`${queue.node.scope?.node.id}DeadLetters`, {
        metric: queue.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: Stats.MAXIMUM }),
        threshold: 0,
        periods: 1,
        meaning: `This dead letter queue holds ${queue.holds}. Read the messages, fix the cause, then redrive them.`,
      });
    }
    for (const { entry, lambda } of props.scheduled) {
      this.#watch(`${entry.id}Errors`, {
        metric: lambda.metricErrors({ period: PERIOD, statistic: Stats.SUM }),
        threshold: 0,
        periods: 2,
        meaning: `${entry.handler} has failed for two minutes. Its task: ${entry.summary}.`,
      });
    }
    this.#watchAdmission(props.scheduled);
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
        metricName: SECONDS_SINCE_DECISION,
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

  #watch(id: string, { metric, threshold, periods, meaning, mustReport = false }: Watch): void {
    new Alarm(this, id, {
      alarmDescription: meaning,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: mustReport ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
  }
}
