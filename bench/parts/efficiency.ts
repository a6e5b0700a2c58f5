/** The service beside the same requests to its tables, sent by the SDK alone: what HTTP, checks and rules cost in throughput. */
import { CALLERS } from "#bench/efficiency/batch.ts";
import type { MeasuredStep, Pair } from "#bench/efficiency/pairs.ts";
import { startServiceProcess } from "#bench/efficiency/service-process.ts";
import type { Check } from "#bench/frame/check.ts";
import type { Chart, Part, PartContext, ResultTable } from "#bench/frame/part.ts";
import { median, ratiosOf, type Spread } from "#bench/frame/spread.ts";

/** Calls of a batch. */
const SIZE = { pairs: 7, calls: 160 } as const;
const SIZE_QUICK = { pairs: 3, calls: 64 } as const;

interface Compared extends MeasuredStep {
  /** Throughput of the service over that of the bare requests. */
  readonly ratio: Spread;
  /** Of a call of the bare side. */
  readonly bareRequests: number;
}

const compared = (measured: MeasuredStep): Compared => ({
  ...measured,
  ratio: ratiosOf(measured.pairs.map(({ service, bare }) => [bare.seconds, service.seconds])),
  bareRequests: Math.min(...measured.pairs.map(({ bare }) => bare.requests)) / measured.calls,
});

const throughputTable = (steps: readonly Compared[]): ResultTable => ({
  caption: `Calls a second by ${CALLERS} callers, and the bare requests of as many calls: the service over the SDK alone`,
  columns: ["Step", "service", "bare", "ratio", "lowest", "highest", "target"],
  rows: steps.map(({ step, calls, pairs, ratio }) => [
    step.name,
    median(pairs.map(({ service }) => calls / service.seconds)),
    median(pairs.map(({ bare }) => calls / bare.seconds)),
    ratio.median,
    ratio.low,
    ratio.high,
    step.target ?? null,
  ]),
});

const workTable = (steps: readonly Compared[]): ResultTable => ({
  caption: "A call of these batches: requests to DynamoDB and SQS, and processor time, without that of engine and load",
  columns: ["Step", "requests, alone", "among others", "bare", "CPU ms of the function", "of its process", "bare"],
  rows: steps.map(({ step, calls, pairs, requestsAlone, bareRequests }) => {
    const aCall = (of: (pair: Pair) => number): number => median(pairs.map((pair) => of(pair) / calls));
    return [
      step.name,
      requestsAlone ?? null,
      aCall(({ service }) => service.sent),
      bareRequests,
      aCall(({ service }) => service.functionCpuMs),
      aCall(({ service }) => service.processCpuMs),
      aCall(({ bare }) => bare.cpuMs),
    ];
  }),
});

const checksOf = ({ step, ratio, requestsAlone, bareRequests }: Compared): readonly Check[] => [
  ...(step.target === undefined
    ? []
    : [
        {
          what: `${step.name}: throughput over that of its bare requests`,
          unit: "times",
          basis: "measured",
          better: "higher",
          value: ratio.median,
          target: step.target,
        } as const,
      ]),
  ...(requestsAlone === undefined
    ? []
    : [
        {
          what: `${step.name}: requests of a call, more or fewer than the bare side sends`,
          unit: "requests",
          basis: "counted",
          better: "lower",
          value: Math.abs(requestsAlone - bareRequests),
          target: 0,
        } as const,
      ]),
];

const chartOf = (steps: readonly Compared[]): Chart => ({
  kind: "bars",
  id: "efficiency",
  title: `The service beside its bare requests, ${CALLERS} callers`,
  axis: "throughput, times that of the SDK alone",
  scale: "linear",
  bars: steps.map(({ step, ratio }) => ({
    label: step.name,
    value: ratio.median,
    text: `${ratio.median.toFixed(2)}${step.target === undefined ? "" : `, target ${step.target}`}`,
    spread: ratio,
  })),
  target: { value: 1, text: "the SDK alone" },
  inWords: steps.map(({ step, ratio }) => `${step.name}: ${ratio.median.toFixed(2)}`).join("; "),
});

const run = async ({ isQuick, progress }: PartContext) => {
  progress("starting the service");
  const service = await startServiceProcess();
  try {
    Object.assign(process.env, service.variables);
    const { measurePairs } = await import("#bench/efficiency/pairs.ts");
    const size = isQuick ? SIZE_QUICK : SIZE;
    const steps = (await measurePairs(service, { ...size, progress })).map(compared);
    return {
      tables: [throughputTable(steps), workTable(steps)],
      charts: [chartOf(steps)],
      checks: steps.flatMap(checksOf),
      notes: [
        `Each ratio is the median of ${size.pairs} pairs of ${size.calls} calls on either side. HTTP server, function and SQS server are one process, the engine is another, and the callers or the bare requests a third. The bare side does what a function does for a call, for other people of the same sale: reads and writes of the same items in the same order, and the message to SQS.`,
        "A join ends when it is answered; its number follows later on AWS, and not at all here. The bare side of seat states reads the state for each call, while a function keeps it for a second.",
        "Among others a function also sends what it reads once for all of them, and top-ups that take half a second read their account again.",
      ],
      raw: steps.map(({ step, ...figures }) => ({ step: step.name, ...figures })),
    };
  } finally {
    await service.stop();
  }
};

export const efficiency: Part = {
  name: "efficiency",
  what: "throughput over HTTP beside the same requests sent by the SDK alone",
  run,
};
