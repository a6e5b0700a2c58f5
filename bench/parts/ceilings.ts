/** Which key, quota or setting is the ceiling of each step, for one sale and for ten at once. */
import type { SaleShape } from "#bench/ceilings/keys.ts";
import { LIMITS, LIMITS_AS_OF, type Limit } from "#bench/ceilings/limits.ts";
import { type Ceiling, ceilingsOf, type Level, lowestOf, rateForSales } from "#bench/ceilings/model.ts";
import { STEPS, type Step } from "#bench/ceilings/steps.ts";
import type { Check } from "#bench/frame/check.ts";
import type { Cell, Chart, Part, ResultTable } from "#bench/frame/part.ts";
import { stageSettings } from "#lib/stages.ts";
import { DEFAULT_SALE } from "#simulation/options.ts";
import { quantity } from "#simulation/report/number-format.ts";

const SALES = [1, 10] as const;

/** 50,000 seats in sections of 1,000, and the pace of the sale that is simulated by default. */
export const SHAPE: SaleShape = {
  sections: 50,
  seats: 2,
  openShards: Math.ceil(DEFAULT_SALE["admit-per-tick"] / 100),
  joinsABatch: 500,
  changesABatch: 100,
  admittedATick: DEFAULT_SALE["admit-per-tick"],
};

interface StepCeilings {
  readonly step: Step;
  readonly ceilings: readonly Ceiling[];
}

const named = (ceiling: Ceiling | undefined, sales: number): readonly [what: Cell, rate: Cell] =>
  ceiling === undefined ? ["–", null] : [ceiling.what, Math.floor(rateForSales(ceiling, sales))];

const lowestTable = (caption: string, steps: readonly StepCeilings[], levels: readonly Level[]): ResultTable => ({
  caption,
  columns: [
    "Step",
    "One operation",
    ...SALES.flatMap((sales) => [`Ceiling of ${sales === 1 ? "one sale" : `${sales} sales`}`, "a second, together"]),
  ],
  rows: steps.map(({ step, ceilings }) => [
    step.name,
    step.operation,
    ...SALES.flatMap((sales) => named(lowestOf(ceilings, levels, sales), sales)),
  ]),
});

const everyTable = (steps: readonly StepCeilings[]): ResultTable => ({
  caption: "Every ceiling of each step, the lowest first",
  columns: ["Step", "Ceiling", "Kind", "Shared by", "a second"],
  rows: steps.flatMap(({ step, ceilings }) =>
    ceilings.map(({ what, level, each, perSecond }) => [
      step.name,
      what,
      level,
      each === "sale" ? "nobody" : "all sales",
      Math.floor(perSecond),
    ]),
  ),
});

const limitTable = (): ResultTable => ({
  caption: `AWS's published limits, as of ${LIMITS_AS_OF}`,
  columns: ["Limit", "Value", "Unit", "Page"],
  rows: Object.values<Limit>(LIMITS).map(({ what, value, unit, page }) => [what, value, unit, page]),
});

const chartOf = (steps: readonly StepCeilings[], levels: readonly Level[], id: string, title: string): Chart => {
  const bars = steps.flatMap(({ step, ceilings }) => {
    const lowest = lowestOf(ceilings, levels, 1);
    return lowest === undefined
      ? []
      : [
          {
            label: step.name,
            value: lowest.perSecond,
            text: `${quantity(Math.floor(lowest.perSecond))}: ${lowest.what}`,
          },
        ];
  });
  return {
    kind: "bars",
    id,
    title,
    axis: "operations a second",
    scale: "log",
    bars,
    inWords: bars.map(({ label, text }) => `${label} ${text}`).join("; "),
  };
};

/** The key of a sale must not be what ends a step before the stage's own settings do: it can't be raised. */
const headroomChecks = (steps: readonly StepCeilings[]): readonly Check[] =>
  steps.flatMap(({ step, ceilings }) => {
    const key = lowestOf(ceilings, ["key"], 1);
    const setting = lowestOf(ceilings, ["setting"], 1);
    // A tick admits by its own rule, and not as many as the stage lets through.
    if (key === undefined || setting === undefined || step.functionName === "admit") return [];
    return [
      {
        what: `${step.name}: what its narrowest key takes, for each operation that the stage lets through`,
        unit: "operations",
        basis: "counted",
        better: "higher",
        value: key.perSecond / setting.perSecond,
        target: 1,
      },
    ];
  });

export const ceilings: Part = {
  name: "ceilings",
  what: "which key, quota or setting ends each step first, for one sale and for ten",
  run: () => {
    const stage = stageSettings("prod");
    const steps = STEPS.map((step) => ({ step, ceilings: ceilingsOf(step, SHAPE, stage) }));
    return Promise.resolve({
      tables: [
        lowestTable("As prod is deployed, with new tables", steps, ["setting", "quota", "key", "rule"]),
        lowestTable("With every setting raised, within the quotas of an account", steps, ["quota", "key", "rule"]),
        lowestTable("With every setting and quota raised", steps, ["key", "rule"]),
        everyTable(steps),
        limitTable(),
      ],
      charts: [
        chartOf(steps, ["setting", "quota", "key", "rule"], "ceilings-stage", "Ceilings of prod as it is deployed"),
        chartOf(steps, ["key", "rule"], "ceilings-keys", "Ceilings with every setting and quota raised, one sale"),
      ],
      checks: headroomChecks(steps),
      notes: [
        `Units of each key are counted by test/integration/ceilings.test.ts. Durations of calls are those that the simulation assumes. A sale has ${SHAPE.sections} sections in equal demand and admits ${SHAPE.admittedATick} people a tick; a hold is of ${SHAPE.seats} seats.`,
        `A partition key is taken for one partition, though DynamoDB may split a busy one by its sort keys. A rush that begins cold is let through as well: each function may have ${LIMITS.concurrencyGrowth.value.toLocaleString("en")} calls more every ten seconds, which is all that an account has, and API Gateway takes ${LIMITS.apiBurst.value.toLocaleString("en")} requests at once.`,
      ],
      raw: {
        shape: SHAPE,
        steps: steps.map(({ step, ceilings: of }) => ({ step: step.name, ceilings: of })),
        limits: LIMITS,
      },
    });
  },
};
