import { heading, table } from "#docs/generator/markdown.ts";
import { METRIC_DIMENSION, METRIC_MEANINGS, METRIC_NAMESPACE } from "#functions/shared/metric-names.ts";

/** docs/reference/metrics.md: every metric of our own. */
export const metricsPage = (): string => {
  const rows = Object.entries(METRIC_MEANINGS).map(([name, meaning]) => [`\`${name}\``, meaning]);
  return `${heading("Metrics", "functions/shared/metric-names.ts")}
The functions write these to CloudWatch, namespace \`${METRIC_NAMESPACE}\`, each with one dimension, \`${METRIC_DIMENSION}\`: the
function that wrote it. The name of a function contains that of its stage. Metrics in seconds have \`Seconds\` in their name;
all others are counts. A change that is published twice is counted twice. [Operate it](../guides/operate.md) says which of
them raise alarms.

${table(["metric", "meaning"], rows)}
`;
};
