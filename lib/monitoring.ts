import { Duration } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Alarm, ComparisonOperator, type IMetric, Stats, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
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
}

const PERIOD = Duration.minutes(1);

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
    this.#watch("ServerErrors", {
      // Each request counts as 0 or 1, so the average is the share of requests that failed.
      metric: props.api.metricServerError({ period: PERIOD, statistic: Stats.AVERAGE }),
      threshold: 0.01,
      periods: 3,
      meaning: "More than 1% of the requests got a 5xx response for three minutes.",
    });
  }

  #watch(id: string, { metric, threshold, periods, meaning }: Watch): void {
    new Alarm(this, id, {
      alarmDescription: meaning,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
