import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, test } from "@jest/globals";
import type { SaleShape } from "#bench/ceilings/keys.ts";
import { LIMITS } from "#bench/ceilings/limits.ts";
import { type Ceiling, ceilingsOf, lowestOf, rateForSales, unitsByKey } from "#bench/ceilings/model.ts";
import { STEPS, type Step, sectionsTouched } from "#bench/ceilings/steps.ts";
import { chartSvg } from "#bench/charts/chart-svg.ts";
import { ceilings } from "#bench/parts/ceilings.ts";
import { PROJECT_DIR } from "#lib/project.ts";
import { STAGES } from "#lib/stages.ts";
import { TrafficCounter } from "#simulation/traffic.ts";

const SHAPE: SaleShape = {
  sections: 50,
  seats: 2,
  openShards: 6,
  joinsABatch: 500,
  changesABatch: 100,
  admittedATick: 600,
};

const stepNamed = (name: string): Step => {
  const step = STEPS.find((each) => each.name === name);
  if (step === undefined) throw new Error(`There is no step "${name}".`);
  return step;
};

const rateOf = (name: string, what: string, stage = STAGES.prod): number | undefined =>
  ceilingsOf(stepNamed(name), SHAPE, stage).find((ceiling) => ceiling.what.includes(what))?.perSecond;

describe("the ceilings of a step", () => {
  it("come from the writes of a key, times the keys that they are spread over", () => {
    // Two seats are written twice each: 250 holds a second in one section, fifty times as many in fifty.
    expect(rateOf("hold", "seats of a section")).toBe((50 * LIMITS.partitionWrites.value) / 4);
    expect(rateOf("leave", "numbers of people who left")).toBe(500);
    expect(rateOf("top-up", "index of unsettled top-ups")).toBeCloseTo(8000 / 3, 6);
  });

  it("come from batches: one write for all joins of a batch", () => {
    expect(rateOf("number", "key: queue of a concert")).toBe(500 * LIMITS.partitionWrites.value);
  });

  it("leave out keys of a person, of which there are as many as people", () => {
    const ofKeys = ceilingsOf(stepNamed("pay"), SHAPE, STAGES.prod).filter(({ level }) => level === "key");

    expect(ofKeys.map(({ what }) => what).join()).not.toMatch(/account|place of a person|reservation/);
  });

  it("count what a function keeps once for all calls of its time", () => {
    const { callMs } = stepNamed("poll");

    expect(unitsByKey(stepNamed("poll"), SHAPE).get("queue")).toEqual({ read: (0.5 * callMs) / 1000, write: 0 });
  });

  it("come from what the stage gives a route and a function", () => {
    expect(rateOf("join", "capacity of the route joinQueue")).toBe(805);
    expect(rateOf("join", "calls of joinQueue at once")).toBe(96 / 0.02);
    expect(rateOf("join", "calls of joinQueue at once", STAGES.dev)).toBeUndefined();
  });

  it("come from the messages that a queue hands out at once, where a function reads one", () => {
    expect(rateOf("number", "messages of an SQS queue")).toBeCloseTo(120_000 / 0.9, 6);
    expect(rateOf("join", "messages of an SQS queue")).toBeUndefined();
  });

  it("come from the rule that a tick admits no more than ten thousand", () => {
    expect(rateOf("admit", "rule:")).toBe(10_000 / STAGES.prod.functions.tickSeconds);
  });

  it("are finite, positive and in order", () => {
    for (const step of STEPS) {
      const rates = ceilingsOf(step, SHAPE, STAGES.prod).map(({ perSecond }) => perSecond);
      expect(rates.length).toBeGreaterThan(0);
      expect(rates.every((rate) => Number.isFinite(rate) && rate > 0)).toBe(true);
      expect(rates).toEqual(rates.toSorted((a, b) => a - b));
    }
  });
});

describe("the ceiling of a route", () => {
  const SECONDS = 100;

  it.each(STEPS.filter(({ route }) => route !== undefined && route !== "readQueueToken"))(
    "is reached by a flood of requests: $name",
    ({ name, route }) => {
      const traffic = new TrafficCounter(STAGES.prod);
      const passed: number[] = [];
      for (let second = 0; second < SECONDS; second += 1) {
        const passes = Array.from({ length: 6000 }, () => route !== undefined && traffic.request(route));
        passed.push(passes.filter(Boolean).length);
        traffic.endSecond(second);
      }

      expect(passed.slice(10)).toEqual(
        Array.from({ length: SECONDS - 10 }, () => rateOf(name, `capacity of the route ${route}`)),
      );
    },
  );
});

describe("ten sales at once", () => {
  const ofSale: Ceiling = { what: "a key", level: "key", each: "sale", perSecond: 100 };
  const ofStage: Ceiling = { what: "a quota", level: "quota", each: "stage", perSecond: 500 };

  it("have a key each, and share what is the stage's", () => {
    expect([rateForSales(ofSale, 10), rateForSales(ofStage, 10)]).toEqual([1000, 500]);
  });

  it("can have another ceiling than one", () => {
    expect(lowestOf([ofStage, ofSale], ["key", "quota"], 1)).toBe(ofSale);
    expect(lowestOf([ofStage, ofSale], ["key", "quota"], 10)).toBe(ofStage);
    expect(lowestOf([ofStage], ["key"], 1)).toBeUndefined();
  });
});

test("a batch of changes touches each section once, however many changes are in it", () => {
  expect(sectionsTouched(1, 100)).toBe(1);
  expect(sectionsTouched(50, 1)).toBeCloseTo(1, 9);
  expect(sectionsTouched(50, 100)).toBeGreaterThan(40);
  expect(sectionsTouched(50, 100)).toBeLessThan(50);
});

test("the part has a row for each step, and a verdict for each that people set off", async () => {
  const { tables, checks, charts } = await ceilings.run({ isQuick: true, seed: 7, progress: () => undefined });

  expect(tables[0]?.rows.map(([name]) => name)).toEqual(STEPS.map(({ name }) => name));
  expect(checks.length).toBeGreaterThan(8);
  expect(charts).toHaveLength(2);
});

test("the pictures in docs/performance.md are those that the bench draws", async () => {
  const { charts } = await ceilings.run({ isQuick: true, seed: 7, progress: () => undefined });

  for (const chart of charts) {
    const stored = await readFile(join(PROJECT_DIR, "docs", "images", "performance", `${chart.id}.svg`), "utf8");
    expect(stored).toBe(chartSvg(chart));
  }
});
