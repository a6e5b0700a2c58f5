/** Metrics that CloudWatch takes from the log. */
import { METRIC_DIMENSION, METRIC_NAMESPACE } from "#functions/shared/metric-names.ts";
import { epochMs } from "#functions/shared/time.ts";

/** Writes a metric in seconds. */
export const writeSeconds = (name: string, seconds: number, functionName: string): void =>
  write({ [name]: seconds }, "Seconds", functionName);

/** Writes how many of each there were. */
export const writeCounts = (counts: Readonly<Record<string, number>>, functionName: string): void =>
  write(counts, "Count", functionName);

/**
 * Writes metrics as a line of the log, in the Embedded Metric Format. Console would wrap the line in Lambda's own JSON, in
 * which CloudWatch does not look for metrics.
 */
const write = (values: Readonly<Record<string, number>>, unit: "Seconds" | "Count", functionName: string): void => {
  const metric = {
    Namespace: METRIC_NAMESPACE,
    Dimensions: [[METRIC_DIMENSION]],
    Metrics: Object.keys(values).map((name) => ({ Name: name, Unit: unit })),
  };
  const line = {
    _aws: { Timestamp: epochMs(), CloudWatchMetrics: [metric] },
    [METRIC_DIMENSION]: functionName,
    ...values,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
};
