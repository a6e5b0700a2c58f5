import { jest } from "@jest/globals";

export type MetricLine = Readonly<Record<string, unknown>>;

/** The lines of metrics that are written until the end of the test. Other lines are shown as ever. */
export const collectMetrics = (functionName: string): readonly MetricLine[] => {
  process.env["AWS_LAMBDA_FUNCTION_NAME"] = functionName;
  const lines: MetricLine[] = [];
  const write = process.stdout.write.bind(process.stdout);
  jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    if (!String(text).startsWith('{"_aws"')) return write(text);
    lines.push(JSON.parse(String(text)) as MetricLine);
    return true;
  });
  return lines;
};

/** The values that a metric was given, in order. */
export const valuesOf = (lines: readonly MetricLine[], name: string): readonly unknown[] =>
  lines.flatMap((line) => (name in line ? [line[name]] : []));
