/** Functions as on Lambda: one call a process. What a cold start computes and needs in memory, beside two functions without rules. */
import { join } from "node:path";
import type { Check } from "#bench/frame/check.ts";
import type { Chart, Part, PartContext, ResultTable } from "#bench/frame/part.ts";
import { median, ratiosOf, type Spread, spreadOf } from "#bench/frame/spread.ts";
import { firstCallOf } from "#bench/lambda/first-call.ts";
import { type Start, startFunction } from "#bench/lambda/start.ts";
import { type Bundles, bundle } from "#lib/build/bundle.ts";
import { HEALTH_HANDLER } from "#lib/build/bundle-size.ts";
import { bundleFunctions } from "#lib/build/function-bundles.ts";
import { type FunctionEntry, functionList } from "#lib/function-list.ts";
import { PROJECT_DIR } from "#lib/project.ts";

const BASES = { empty: "empty", sdk: "sdk-only" } as const;
const PAIRS = 5;
const PAIRS_QUICK = 1;
/** Of a quick run, the functions that a sale uses. */
const QUICK = new Set(["joinQueue", "readQueueToken", "holdSeats", "payReservation", "readHealth"]);
const WARM_CALLS = 500;
const TARGETS = { worstRatio: 1.4, medianRatio: 1.2, peakMb: 128 } as const;
/** The audit reads whole tables. */
const MAY_BE_LARGE = /^audit\//;
const BARS_MAX = 15;

interface MeasuredFunction {
  readonly handler: string;
  /** Processor time of its load, over that of the function with the SDK alone that was started just before. */
  readonly ratio: Spread;
  readonly starts: readonly Start[];
}

const fileOf = (bundles: Bundles, handler: string): string => join(bundles.folderOf(handler), "index.mjs");

const medianOf = (starts: readonly Start[], of: (start: Start) => number | undefined): number | null => {
  const values = starts.flatMap((start) => of(start) ?? []);
  return values.length === 0 ? null : median(values);
};

const megabytes = (bytes: number): number => bytes / 2 ** 20;
const peakMb = ({ starts }: Pick<MeasuredFunction, "starts">): number =>
  Math.max(...starts.map(({ peakBytes }) => megabytes(peakBytes)));

/** Function and base are started in turn, so that both have the same neighbours. */
const measurePairs = async (
  { handler, ...entry }: FunctionEntry,
  bundles: Bundles,
  baseFile: string,
  pairs: number,
): Promise<MeasuredFunction & { readonly bases: readonly Start[] }> => {
  const event = firstCallOf({ handler, ...entry });
  const starts: Start[] = [];
  const bases: Start[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    bases.push(await startFunction(baseFile));
    starts.push(await startFunction(fileOf(bundles, handler), event === undefined ? {} : { event }));
  }
  const ratio = ratiosOf(starts.map(({ loadCpuMs }, pair) => [loadCpuMs, bases[pair]?.loadCpuMs ?? Number.NaN]));
  return { handler, ratio, starts, bases };
};

const functionTable = (measured: readonly MeasuredFunction[]): ResultTable => ({
  caption:
    "Functions, the slowest to load first. CPU is processor time of all threads of the process, without Node's own start",
  columns: ["Function", "load CPU ms", "times the SDK alone", "lowest", "highest", "first call CPU ms", "peak MB"],
  rows: measured.map(({ handler, ratio, starts }) => [
    handler,
    medianOf(starts, ({ loadCpuMs }) => loadCpuMs),
    ratio.median,
    ratio.low,
    ratio.high,
    medianOf(starts, ({ firstCallCpuMs }) => firstCallCpuMs),
    peakMb({ starts }),
  ]),
});

const baseTable = (empty: readonly Start[], sdk: readonly Start[], warm: Start): ResultTable => {
  const row = (name: string, starts: readonly Start[]) =>
    [
      name,
      medianOf(starts, ({ loadCpuMs }) => loadCpuMs),
      medianOf(starts, ({ processCpuMs }) => processCpuMs),
      peakMb({ starts }),
      null,
    ] as const;
  return {
    caption: "What to compare with, and a warm call",
    columns: ["Function", "load CPU ms", "CPU ms of the process", "peak MB", "CPU ms of a warm call"],
    rows: [
      row("an empty function", empty),
      row("the SDK's client alone", sdk),
      [HEALTH_HANDLER, warm.loadCpuMs, warm.processCpuMs, megabytes(warm.peakBytes), warm.warmCallCpuMs ?? null],
    ],
  };
};

const chartOf = (measured: readonly MeasuredFunction[]): Chart => ({
  kind: "bars",
  id: "lambda",
  title: `Loading a function, the ${Math.min(BARS_MAX, measured.length)} slowest`,
  axis: "processor time, times that of the SDK's client alone",
  scale: "linear",
  bars: measured.slice(0, BARS_MAX).map(({ handler, ratio }) => ({
    label: handler.replace("/handlers/", "/"),
    value: ratio.median,
    text: ratio.median.toFixed(2),
    spread: ratio,
  })),
  target: { value: TARGETS.worstRatio, text: `target ${TARGETS.worstRatio}` },
  inWords: `The slowest takes ${measured[0]?.ratio.median.toFixed(2) ?? "–"} times as long as the SDK's client alone.`,
});

/** Ratios of all functions say something; those of a quick run are of the large ones alone. */
const ratioChecks = (measured: readonly MeasuredFunction[]): readonly Check[] => {
  const ratios = measured.map(({ ratio }) => ratio.median);
  return [
    {
      what: "load of the slowest function, times the SDK's client alone",
      unit: "times",
      basis: "measured",
      better: "lower",
      value: Math.max(...ratios),
      target: TARGETS.worstRatio,
    },
    {
      what: "load of the median function, times the SDK's client alone",
      unit: "times",
      basis: "measured",
      better: "lower",
      value: median(ratios),
      target: TARGETS.medianRatio,
    },
  ];
};

const memoryCheck = (measured: readonly MeasuredFunction[]): Check => {
  const small = measured.filter(({ handler }) => !MAY_BE_LARGE.test(handler));
  return {
    what: "largest resident set of any function but the audit's",
    unit: "MB",
    basis: "counted",
    better: "lower",
    value: Math.max(...small.map(peakMb)),
    target: TARGETS.peakMb,
  };
};

const run = async ({ isQuick, progress }: PartContext) => {
  progress("bundling every function");
  const bundles = await bundleFunctions();
  const bases = await bundle({
    sourceDir: join(PROJECT_DIR, "bench", "lambda", "handlers"),
    outDir: join(PROJECT_DIR, ".encore", "bench-bundles"),
    handlers: Object.values(BASES),
  });
  const pairs = isQuick ? PAIRS_QUICK : PAIRS;
  const entries = functionList().filter(({ name }) => !isQuick || QUICK.has(name));
  const measured: (MeasuredFunction & { readonly bases: readonly Start[] })[] = [];
  for (const [index, entry] of entries.entries()) {
    progress(`${entry.handler}, ${index + 1} of ${entries.length}`);
    measured.push(await measurePairs(entry, bundles, fileOf(bases, BASES.sdk), pairs));
  }
  const empty: Start[] = [];
  for (let start = 0; start < pairs; start += 1) empty.push(await startFunction(fileOf(bases, BASES.empty)));
  const health = functionList().find(({ handler }) => handler === HEALTH_HANDLER);
  const event = health && firstCallOf(health);
  const warm = await startFunction(fileOf(bundles, HEALTH_HANDLER), { event, warmCalls: WARM_CALLS });
  const sdk = measured.flatMap((each) => each.bases);
  const slowestFirst = measured.toSorted((a, b) => b.ratio.median - a.ratio.median);
  return {
    tables: [functionTable(slowestFirst), baseTable(empty, sdk, warm)],
    charts: [chartOf(slowestFirst)],
    checks: [...(isQuick ? [] : ratioChecks(slowestFirst)), memoryCheck(slowestFirst)],
    notes: [
      `Each figure is the median of ${pairs} ${pairs === 1 ? "start" : "starts"}, in turn with the function that has the SDK's client alone. Peaks are the highest of them, after a first call where that needs no table.`,
      ...(isQuick ? ["A quick run starts the functions of a sale alone."] : []),
    ],
    raw: { functions: measured, empty, warm, loads: { empty: spreadOf(empty.map(({ loadCpuMs }) => loadCpuMs)) } },
  };
};

export const lambda: Part = {
  name: "lambda",
  what: "cold starts, memory and a warm call, one process a call",
  run,
};
