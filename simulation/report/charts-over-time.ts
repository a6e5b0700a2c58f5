/** Charts of the samples over the time since the opening. */

import { type Chart, everyNth, type Series } from "#simulation/report/chart.ts";
import { clock, count, duration } from "#simulation/report/number-format.ts";
import type { Sample, SimulationResult } from "#simulation/result.ts";

/** No screen can show more points than this. */
const POINTS_MAX = 2000;

type Measure = (sample: Sample) => number;

const moment = (at: number): string => {
  if (at === 0) return "at the opening";
  return at < 0 ? `${duration(-at)} before the opening` : `${duration(at)} after the opening`;
};

/** The first sample with the highest value, of all samples, drawn or not. */
const peakOf = (samples: readonly Sample[], measure: Measure): Sample | undefined =>
  samples.reduce<Sample | undefined>(
    (best, sample) => (best === undefined || measure(sample) > measure(best) ? sample : best),
    undefined,
  );

const highest = (samples: readonly Sample[], measure: Measure, unit = ""): string => {
  const peak = peakOf(samples, measure);
  return peak === undefined ? "none" : `${count(measure(peak))}${unit}, ${moment(peak.at)}`;
};

const queueInWords = (samples: readonly Sample[]): string =>
  `Longest queue: ${highest(samples, ({ waiting }) => waiting, " people")}; ${count(samples.at(-1)?.waiting ?? 0)} people were still waiting at the end.`;

const admissionsInWords = (samples: readonly Sample[]): string => {
  const cap = peakOf(samples, ({ active }) => active)?.maxActive ?? 0;
  const over = samples.filter(({ active, live, maxActive }) => Math.max(active, live) > maxActive).length;
  const verdict = over === 0 ? "No sample is above the cap." : `${count(over)} samples are above the cap.`;
  return `Most active at once: ${highest(samples, ({ active }) => active)}, with a cap of ${count(cap)}. ${verdict}`;
};

const seatsInWords = ({ samples, seats: { sold, capacity, soldOutAt } }: SimulationResult): string => {
  const end = soldOutAt === null ? "not sold out" : `sold out ${moment(soldOutAt)}`;
  return `${count(sold)} of ${count(capacity)} sold; ${end}. Most held at once: ${highest(samples, ({ held }) => held)}.`;
};

const unitsInWords = (samples: readonly Sample[]): string =>
  `Most read: ${highest(samples, (sample) => sample.readUnitsPerSecond, " units per second")}; ` +
  `most written: ${highest(samples, (sample) => sample.writeUnitsPerSecond)}.`;

export const chartsOverTime = (result: SimulationResult): readonly Chart[] => {
  const { samples, seats } = result;
  const drawn = everyNth(samples.length, POINTS_MAX).flatMap((place) => samples[place] ?? []);
  const soldOut = seats.soldOutAt === null ? [] : [{ at: seats.soldOutAt, label: "sold out" }];

  const series = (label: string, color: Series["color"], measure: Measure): Series => ({
    label,
    color,
    style: "line",
    values: drawn.map(measure),
  });
  const limit = (label: string, measure: Measure): Series => ({
    ...series(label, 4, measure),
    style: "step",
    dashed: true,
  });
  const chart = (id: string, title: string, unit: string, inWords: string, lines: readonly Series[]): Chart => ({
    id,
    title,
    inWords,
    x: {
      kind: "clock",
      label: "Time since the opening (h:mm:ss)",
      values: drawn.map(({ at }) => at),
      end: drawn.at(-1)?.at ?? 0,
      names: drawn.map(({ at }) => clock(at)),
    },
    y: { label: unit, kind: "count" },
    series: lines,
    marks: [{ at: 0, label: "opening" }, ...soldOut],
  });

  return [
    chart("queue-length", "Length of the queue", "people", queueInWords(samples), [
      series("waiting", 1, ({ waiting }) => waiting),
    ]),
    chart("admissions", "Live admissions and their cap", "people", admissionsInWords(samples), [
      limit("cap", ({ maxActive }) => maxActive),
      series("active, as counted by the rules", 2, ({ active }) => active),
      series("live, counted one by one", 1, ({ live }) => live),
    ]),
    chart("seats", "Seats held and sold", "seats", seatsInWords(result), [
      limit("capacity", () => seats.capacity),
      series("sold", 3, ({ sold }) => sold),
      series("held", 2, ({ held }) => held),
    ]),
    chart(
      "requests",
      "Requests",
      "requests per second",
      `Busiest: ${highest(samples, (sample) => sample.requestsPerSecond, " requests per second")} at the API; ` +
        `${highest(samples, (sample) => sample.edgeRequestsPerSecond)} at the edge.`,
      [
        series("answered by the API", 1, (sample) => sample.requestsPerSecond),
        series("answered by the edge", 2, (sample) => sample.edgeRequestsPerSecond),
      ],
    ),
    chart("units", "DynamoDB units", "units per second", unitsInWords(samples), [
      series("read units", 1, (sample) => sample.readUnitsPerSecond),
      series("write units", 2, (sample) => sample.writeUnitsPerSecond),
    ]),
  ];
};
