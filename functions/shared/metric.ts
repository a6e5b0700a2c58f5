/** Metrics that CloudWatch takes from the log. */
import { METRIC_DIMENSION, METRIC_NAMESPACE, type MetricName } from "#functions/shared/metric-names.ts";
import { epochMs } from "#functions/shared/time.ts";

/**
 * Writes metrics as a line of the log, in the Embedded Metric Format. Console would wrap the line in Lambda's own JSON, in
 * which CloudWatch does not look for metrics. Nothing is written outside of Lambda, where no function has a name.
 */
export const writeMetrics = (values: Readonly<Partial<Record<MetricName, number>>>): void => {
  const functionName = process.env["AWS_LAMBDA_FUNCTION_NAME"];
  if (functionName === undefined) return;
  const metric = {
    Namespace: METRIC_NAMESPACE,
    Dimensions: [[METRIC_DIMENSION]],
    Metrics: Object.keys(values).map((Name) => ({ Name, Unit: Name.includes("Seconds") ? "Seconds" : "Count" })),
  };
  const line = {
    _aws: { Timestamp: epochMs(), CloudWatchMetrics: [metric] },
    [METRIC_DIMENSION]: functionName,
    ...values,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
};
