import { Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, Metric, Stats, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { METRIC_DIMENSION, METRIC_NAMESPACE, type MetricName } from "#functions/shared/metric-names.ts";
import type { EncoreFunction } from "#lib/function.ts";
import { type Runbook, runbookPath } from "#lib/operations/runbooks.ts";

export const MINUTE = Duration.minutes(1);
export const FIVE_MINUTES = Duration.minutes(5);
export const QUARTER_OF_AN_HOUR = Duration.minutes(15);

export interface Watch {
  readonly metric: IMetric;
  /** The alarm is raised above this value, or below it with `isFloor`. */
  readonly threshold: number;
  readonly isFloor?: true;
  readonly periods: number;
  /** What is wrong, in sentences that end with a full stop. */
  readonly meaning: string;
  /** What to do about it. */
  readonly page: Runbook;
  /** The alarm is also raised if there is no value at all. */
  readonly mustReport?: true;
}

/** Makes an alarm that reaches the operators when it is raised, and when it is over. */
export const watch = (scope: Construct, id: string, topic: ITopic, options: Watch): Alarm => {
  const { metric, threshold, isFloor, mustReport, periods, meaning, page } = options;
  const alarm = new Alarm(scope, id, {
    alarmDescription: `${meaning} What to do: ${runbookPath(page)}.`,
    metric,
    threshold,
    evaluationPeriods: periods,
    comparisonOperator: isFloor ? ComparisonOperator.LESS_THAN_THRESHOLD : ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData: mustReport ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
  });
  const action = new SnsAction(topic);
  alarm.addAlarmAction(action);
  alarm.addOkAction(action);
  return alarm;
};

/** A metric of docs/reference/metrics.md, as one function writes it. */
export const metricOf = (
  { lambda }: EncoreFunction,
  metricName: MetricName,
  { period = MINUTE, statistic = Stats.MAXIMUM }: { readonly period?: Duration; readonly statistic?: string } = {},
): Metric =>
  new Metric({
    namespace: METRIC_NAMESPACE,
    metricName,
    dimensionsMap: { [METRIC_DIMENSION]: lambda.functionName },
    period,
    statistic,
  });
