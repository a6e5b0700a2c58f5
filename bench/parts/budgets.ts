/** The operation budgets: units and calls of every step, and of the way from a join to a queue token. */
import { type ChoiceCost, choiceCosts } from "#bench/budgets/choice.ts";
import { joinToToken } from "#bench/budgets/join-to-token.ts";
import type { CountedStep } from "#bench/budgets/step-counter.ts";
import { playSteps } from "#bench/budgets/steps.ts";
import type { Check } from "#bench/frame/check.ts";
import type { Chart, Part, ResultTable } from "#bench/frame/part.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const stepTable = (steps: readonly CountedStep[]): ResultTable => ({
  caption: "Units and calls of each step",
  columns: ["Step", "R", "budget", "W", "budget", "index W", "calls"],
  rows: steps.map(({ step, budget, read, write, indexWrite, calls }) => [
    step,
    read,
    budget.read,
    write,
    budget.write,
    indexWrite,
    calls,
  ]),
});

const checksOf = (steps: readonly CountedStep[]): readonly Check[] =>
  steps.flatMap(({ step, budget, read, write }) =>
    (
      [
        ["read units", read, budget.read],
        ["write units", write, budget.write],
      ] as const
    ).map(([unit, value, target]) => ({ what: step, unit, basis: "counted", better: "lower", value, target }) as const),
  );

const choiceTable = (costs: readonly ChoiceCost[]): ResultTable => ({
  caption:
    "Choosing seats of 90,000: CPU, and the same in passes over the states of all seats, which any machine agrees on",
  columns: ["Choice", "CPU ms", "passes"],
  rows: costs.map(({ step, ms, passes }) => [step, ms, passes]),
});

/** Steps whose costs people ask about first. */
const DRAWN = /^(join: num|claim|hold of (1|4)$|payment of (1|4)$|top-up|cancellation of 1$)/;

const chartOf = (steps: readonly CountedStep[]): Chart => {
  const drawn = steps.filter(({ step }) => DRAWN.test(step));
  return {
    kind: "bars",
    id: "budgets",
    title: "Write units of a step",
    axis: "DynamoDB write units, transactions counted twice",
    scale: "linear",
    bars: drawn.map(({ step, write, budget }) => ({
      label: step.replace(/ \(.*\)/, ""),
      value: write,
      text: `${write} of ${budget.write}`,
    })),
    inWords: drawn.map(({ step, write, budget }) => `${step}: ${write} of ${budget.write}`).join("; "),
  };
};

export const budgets: Part = {
  name: "budgets",
  what: "read and write units and calls of every step, beside its budget",
  run: async ({ progress }) => {
    progress("choosing seats");
    const choices = choiceCosts();
    const environment = await startTestEnvironment();
    try {
      const steps = await playSteps(progress);
      const comparison = joinToToken(steps);
      return {
        tables: [stepTable(steps), comparison, choiceTable(choices)],
        charts: [chartOf(steps)],
        checks: checksOf(steps),
        notes: [
          "Transactions are counted by the sizes of their items, as AWS does. Writes to indexes come on top.",
          "The local engine counts nothing for the read of an item that is not there; DynamoDB counts half a unit.",
        ],
        raw: { steps, choices, joinToToken: comparison },
      };
    } finally {
      await environment.stop();
    }
  },
};
