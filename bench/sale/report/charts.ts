/** A sale in pictures. Pure. */
import type { Chart } from "#bench/frame/part.ts";
import { percentile } from "#bench/frame/spread.ts";
import { correctedMs, latencies, type TimedStep, uncorrectedMs } from "#bench/sale/steps.ts";
import { quantity } from "#simulation/report/number-format.ts";

const stepChart = (steps: readonly TimedStep[]): Chart => {
  const all = latencies(steps);
  return {
    kind: "bars",
    id: "sale",
    title: "From when a step was due to its answer: median, and the line up to the 99th percentile",
    axis: "milliseconds",
    scale: "log",
    bars: all.map(({ step, corrected: { p50, p99 } }) => ({
      label: step,
      value: p50,
      text: `${quantity(p50)}, ${quantity(p99)}`,
      spread: { low: p50, high: p99 },
    })),
    inWords: all
      .map(({ step, corrected }) => `${step}: ${quantity(corrected.p50)}, ${quantity(corrected.p99)} ms`)
      .join("; "),
  };
};

/** One step in this number takes as long as that, or longer. */
const ONE_IN = [2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

const tailOf = (label: string, values: readonly number[]) => ({
  label,
  points: ONE_IN.filter((number) => number <= values.length).map((number) => ({
    x: number,
    y: percentile(values, 1 - 1 / number),
  })),
});

const tailChart = (steps: readonly TimedStep[]): Chart => {
  const series = [
    tailOf("corrected", steps.map(correctedMs)),
    tailOf("of the request alone", steps.map(uncorrectedMs)),
  ];
  return {
    kind: "lines",
    id: "sale-tail",
    title: "The slowest steps of a sale",
    x: { axis: "one step in this number takes at least as long", scale: "log" },
    y: { axis: "milliseconds", scale: "log" },
    series,
    inWords: series
      .map(({ label, points }) => `${label}: ${points.map(({ x, y }) => `1 in ${x} ${quantity(y)} ms`).join(", ")}`)
      .join("; "),
  };
};

export const saleCharts = (steps: readonly TimedStep[]): readonly Chart[] => [stepChart(steps), tailChart(steps)];
