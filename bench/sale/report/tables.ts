/** A sale in tables. Pure. */
import type { Cell, ResultTable } from "#bench/frame/part.ts";
import { percentile } from "#bench/frame/spread.ts";
import { GOALS } from "#bench/sale/people/plans.ts";
import type { PlayedSale } from "#bench/sale/play-sale.ts";
import { latencies, STEP_NAMES } from "#bench/sale/steps.ts";
import { percent } from "#simulation/report/number-format.ts";
import { type Exchange, NO_RESPONSE } from "#test/load/traffic.ts";

export interface AskedRate {
  readonly perSecond: number;
  readonly seconds: number;
}

const latencyTable = ({ log }: PlayedSale): ResultTable => ({
  caption:
    "Milliseconds of a step: from when it was due to its answer (corrected), and of the request that was answered alone",
  columns: ["Step", "times", "p50", "p95", "p99", "most", "p50 alone", "p95 alone", "p99 alone", "most alone"],
  rows: latencies(log.steps).map(({ step, count, corrected, uncorrected }) => [
    step,
    count,
    ...[corrected, uncorrected].flatMap(({ p50, p95, p99, max }) => [p50, p95, p99, max]),
  ]),
});

const statusesInWords = (exchanges: readonly Exchange[]): string =>
  Array.from(
    Map.groupBy(exchanges, ({ status }) => status),
    ([status, { length }]) => `${status === NO_RESPONSE ? "no response" : status}: ${length}`,
  ).join(", ");

const responseTable = ({ log, seconds }: PlayedSale): ResultTable => {
  const row = (step: string, exchanges: readonly Exchange[]): readonly Cell[] => [
    step,
    exchanges.length,
    exchanges.length / seconds,
    statusesInWords(exchanges),
  ];
  const byStep = Map.groupBy(log.exchanges, ({ call }) => call);
  return {
    caption: "Requests and their responses, by status",
    columns: ["Step", "requests", "a second", "responses"],
    rows: [
      ...STEP_NAMES.flatMap((step) => (byStep.has(step) ? [row(step, byStep.get(step) ?? [])] : [])),
      row("all steps", log.exchanges),
    ],
  };
};

const peopleTable = ({ visits }: PlayedSale): ResultTable => ({
  caption: "People, by what they came for",
  columns: ["Goal", "people", "reached it", "cut off", "broke off"],
  rows: GOALS.map(([goal]) => {
    const those = visits.filter((each) => each.goal === goal);
    const failed = those.filter(({ failure }) => failure !== undefined);
    const cutOff = failed.filter(({ isCutOff }) => isCutOff).length;
    return [goal, those.length, those.length - failed.length, cutOff, failed.length - cutOff];
  }),
});

/** People whose visit began within the time of the schedule, a second. */
export const reachedRate = ({ visits, arrivals }: Pick<PlayedSale, "visits" | "arrivals">, seconds: number): number =>
  visits.filter(({ lateMs }, index) => (arrivals[index] ?? 0) + lateMs <= seconds * 1000).length / seconds;

const loadTable = (sale: PlayedSale, { perSecond, seconds }: AskedRate): ResultTable => {
  const { visits, arrivals, insideMost, active, maxActive, busy } = sale;
  const waits = visits.flatMap(({ waitMs }) => (waitMs === undefined ? [] : [waitMs / 1000]));
  const rows: readonly (readonly Cell[])[] = [
    ["arrivals a second, asked for", perSecond],
    ["arrivals a second by the schedule", arrivals.length / seconds],
    ["arrivals a second, begun in time", reachedRate(sale, seconds)],
    ["latest beginning, ms after it was due", Math.max(...visits.map(({ lateMs }) => lateMs))],
    ["load program busy, share of the time", percent(busy)],
    ["median s from arrival to pass", percentile(waits, 0.5)],
    ["most s from arrival to pass", percentile(waits, 1)],
    ["most people inside at once, as they saw it", insideMost],
    [`most active at once, in ${active.samples} samples`, active.most],
    ["cap", maxActive],
  ];
  return { caption: `Arrivals of ${seconds} s`, columns: ["Figure", "value"], rows };
};

export const saleTables = (sale: PlayedSale, asked: AskedRate): readonly ResultTable[] => [
  loadTable(sale, asked),
  latencyTable(sale),
  responseTable(sale),
  peopleTable(sale),
];
