/** How the cost of an operation grows with the people who wait, and with the seats of the hall. */
import type { Check } from "#bench/frame/check.ts";
import { exponentOf } from "#bench/frame/fit.ts";
import type { Chart, Part, PartContext, ResultTable } from "#bench/frame/part.ts";
import type { GrownStep } from "#bench/growth/grown-step.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const CROWDS = [100, 1000, 10_000, 100_000];
const CROWDS_QUICK = [100, 1000];
/** People of a queue that is not measured. */
const WARM_UP = 60;
const SECTIONS = [1, 10, 90];
const SECTIONS_QUICK = [1, 3];
/** Units are whole numbers and halves, so one that is flat has an exponent of 0; time on a machine has none so exactly. */
const FLAT = { units: 0.02, cpu: 0.1 } as const;

interface Growth {
  readonly step: string;
  readonly grows: string | undefined;
  readonly at: readonly GrownStep[];
  readonly units: number;
  readonly cpu: number;
}

const growthsOf = (steps: readonly GrownStep[]): readonly Growth[] =>
  [...Map.groupBy(steps, ({ step }) => step)].map(([step, at]) => ({
    step,
    grows: at[0]?.grows,
    at,
    units: exponentOf(at.map(({ size, units }) => ({ x: size, y: units }))),
    cpu: exponentOf(at.map(({ size, cpuMs }) => ({ x: size, y: cpuMs }))),
  }));

const count = (number: number): string => number.toLocaleString("en");

const tableOf = (what: string, growths: readonly Growth[]): ResultTable => {
  const sizes = growths[0]?.at.map(({ size }) => size) ?? [];
  return {
    caption: `Units and processor time of an operation, by ${what}`,
    columns: [
      "Operation",
      ...sizes.flatMap((size) => [`units at ${count(size)}`, "CPU ms"]),
      "exponent of units",
      "of CPU",
      "why it grows",
    ],
    rows: growths.map(({ step, at, units, cpu, grows }) => [
      step,
      ...at.flatMap((each) => [each.units, each.cpuMs]),
      units,
      cpu,
      grows ?? null,
    ]),
  };
};

const checksOf = (growths: readonly Growth[]): readonly Check[] =>
  growths
    .filter(({ grows }) => grows === undefined)
    .flatMap(({ step, units, cpu }) => [
      {
        what: `${step}: growth of units`,
        unit: "exponent",
        basis: "counted",
        better: "lower",
        value: units,
        target: FLAT.units,
      } as const,
      {
        what: `${step}: growth of processor time`,
        unit: "exponent",
        basis: "measured",
        better: "lower",
        value: cpu,
        target: FLAT.cpu,
      } as const,
    ]);

/** As many as a chart has colours for. */
const DRAWN = 4;

const chartOf = (id: string, axis: string, growths: readonly Growth[]): Chart => {
  const drawn = growths.toSorted((a, b) => b.units - a.units).slice(0, DRAWN);
  return {
    kind: "lines",
    id,
    title: `Units of an operation, by ${axis}`,
    x: { axis, scale: "log" },
    y: { axis: "read and write units", scale: "log" },
    series: drawn.map(({ step, at }) => ({
      label: step,
      points: at.map(({ size, units }) => ({ x: size, y: units })),
    })),
    inWords: growths.map(({ step, units }) => `${step}: exponent ${units.toFixed(2)}`).join("; "),
  };
};

const run = async ({ isQuick, progress }: PartContext) => {
  const environment = await startTestEnvironment();
  try {
    const { crowdSteps } = await import("#bench/growth/crowds.ts");
    const { SEATS_A_SECTION, hallSteps } = await import("#bench/growth/halls.ts");
    progress("once, so that all code has run");
    await crowdSteps(WARM_UP);
    const [crowds, halls]: [GrownStep[], GrownStep[]] = [[], []];
    for (const waiting of isQuick ? CROWDS_QUICK : CROWDS) {
      progress(`${count(waiting)} people waiting`);
      crowds.push(...(await crowdSteps(waiting)));
    }
    for (const sections of isQuick ? SECTIONS_QUICK : SECTIONS) {
      progress(`${count(sections * SEATS_A_SECTION)} seats`);
      halls.push(...(await hallSteps(sections)));
    }
    const [byCrowd, byHall] = [growthsOf(crowds), growthsOf(halls)];
    return {
      tables: [tableOf("people waiting", byCrowd), tableOf("seats of the hall", byHall)],
      charts: [chartOf("growth-crowd", "people waiting", byCrowd), chartOf("growth-hall", "seats", byHall)],
      checks: [...checksOf(byCrowd), ...checksOf(byHall)],
      notes: [
        "An exponent of 0 is flat: the operation costs the same however many there are. 1 grows as their number does.",
        "Processor time is that of the process with the function, without the engine's.",
      ],
      raw: { crowds, halls },
    };
  } finally {
    await environment.stop();
  }
};

export const growth: Part = {
  name: "growth",
  what: "units and processor time with more people waiting and more seats",
  run,
};
