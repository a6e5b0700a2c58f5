/** How long people waited, and how good their estimates were. */

import type { Chart } from "#simulation/report/chart.ts";
import { count, duration, percent } from "#simulation/report/number-format.ts";
import type { Histogram, SimulationResult } from "#simulation/result.ts";

/** This many bars are still readable on a phone, and fit into one table. */
const BARS_MAX = 40;

/** The same people in at most `binsMax` bins, each several old bins wide; empty bins at the end are left out. */
export const mergedBins = ({ binSeconds, counts }: Histogram, binsMax: number): Histogram => {
  const used = counts.findLastIndex((people) => people > 0) + 1;
  const merged = Math.max(1, Math.ceil(used / binsMax));
  return {
    binSeconds: binSeconds * merged,
    counts: Array.from({ length: Math.ceil(used / merged) }, (_, bin) =>
      counts.slice(bin * merged, (bin + 1) * merged).reduce((sum, people) => sum + people, 0),
    ),
  };
};

export const chartOfWaits = ({ waits, people }: SimulationResult): Chart => {
  const { binSeconds, counts } = mergedBins(waits, BARS_MAX);
  return {
    id: "waits",
    title: "How long people waited",
    inWords: `Of the ${count(people.admitted)} admitted, half waited ${duration(
      waits.medianSeconds,
    )} or less, and 95% waited ${duration(waits.p95Seconds)} or less.`,
    x: {
      kind: "bins",
      label: "Wait from joining to admission",
      values: counts.map((_, bin) => bin * binSeconds),
      end: counts.length * binSeconds,
      names: counts.map((_, bin) => `${duration(bin * binSeconds)} to ${duration((bin + 1) * binSeconds)}`),
    },
    y: { label: "people", kind: "count" },
    series: [{ label: "people", style: "bars", color: 1, values: counts }],
  };
};

/** By the real wait: how many estimates were right, and how far off the middle of the range was. */
export const chartOfEstimates = ({ eta }: SimulationResult): Chart => ({
  id: "estimates",
  title: "How good the estimates were",
  inWords: `Of ${count(eta.estimates)} estimates, ${percent(
    eta.withinRange,
  )} gave a range that contained the real wait. In the median, the middle of the range was off by ${percent(
    eta.medianError,
  )} of the wait; one estimate in ten was off by more than ${percent(eta.p90Error)}.`,
  x: {
    kind: "names",
    label: "Real wait",
    values: eta.byWait.map((_, place) => place),
    end: eta.byWait.length,
    names: eta.byWait.map(({ waitSecondsFrom, waitSecondsTo }) =>
      Number.isFinite(waitSecondsTo)
        ? `${duration(waitSecondsFrom)} to ${duration(waitSecondsTo)}`
        : `over ${duration(waitSecondsFrom)}`,
    ),
  },
  y: { label: "percent", kind: "percent" },
  series: [
    {
      label: "estimates that were right",
      style: "bars",
      color: 1,
      values: eta.byWait.map(({ withinRange }) => withinRange),
    },
    {
      label: "median error, in percent of the wait",
      style: "points",
      color: 2,
      values: eta.byWait.map(({ medianError }) => medianError),
    },
  ],
});
