import { Duration } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Alarm, ComparisonOperator, type IMetric, Stats, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import type { EncoreFunction } from "#lib/function.ts";
import type { DeadLetterQueue } from "#lib/sqs-worker-queue.ts";

export interface MonitoringProps {
  readonly api: HttpApi;
  readonly deadLetterQueues: readonly DeadLetterQueue[];
  /** The functions that a schedule starts: nobody notices their failures by an answer. */
  readonly scheduled: readonly EncoreFunction[];
}

interface Watch {
  readonly metric: IMetric;
  /** The alarm is raised above it. */
  readonly threshold: number;
  readonly periods: number;
  readonly meaning: string;
}

const PERIOD = Duration.minutes(1);

/** What wakes an operator: work given up, admission failing, callers getting our errors. */
export class Monitoring extends Construct {
  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    for (const queue of props.deadLetterQueues) {
      this.#watch(`${queue.node.scope?.node.id}DeadLetters`, {
        metric: queue.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: Stats.MAXIMUM }),
        threshold: 0,
        periods: 1,
        meaning: `There are ${queue.holds}. Read the messages, mend the cause, then redrive them.`,
      });
    }
    for (const { entry, lambda } of props.scheduled) {
      this.#watch(`${entry.id}Errors`, {
        metric: lambda.metricErrors({ period: PERIOD, statistic: Stats.SUM }),
        threshold: 0,
        periods: 2,
        meaning: `${entry.handler} failed for two minutes: ${entry.summary.toLowerCase()} does not happen.`,
      });
    }
    this.#watch("ServerErrors", {
      // Each request counts as 0 or 1, so the average is the share of requests that failed.
      metric: props.api.metricServerError({ period: PERIOD, statistic: Stats.AVERAGE }),
      threshold: 0.01,
      periods: 3,
      meaning: "More than one request in a hundred got a 5xx for three minutes.",
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
