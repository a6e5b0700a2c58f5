/** Metrics that CloudWatch takes from the log. */
import { METRIC_DIMENSION, METRIC_NAMESPACE } from "#functions/shared/metric-names.ts";
import { epochMs } from "#functions/shared/time.ts";

/**
 * Writes a metric in seconds as a line of the log, in the Embedded Metric Format. Console would wrap the line in Lambda's
 * own JSON, in which CloudWatch does not look for metrics.
 */
export const writeSeconds = (name: string, seconds: number, functionName: string): void => {
  const metric = {
    Namespace: METRIC_NAMESPACE,
    Dimensions: [[METRIC_DIMENSION]],
    Metrics: [{ Name: name, Unit: "Seconds" }],
  };
  const line = {
    _aws: { Timestamp: epochMs(), CloudWatchMetrics: [metric] },
    [METRIC_DIMENSION]: functionName,
    [name]: seconds,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
};
