import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { type WarmAlias, type WarmNow, warmLines, warmPlanOf } from "#cli/ops/warm-plan.ts";
import { deployment } from "#functions/deployment.ts";
import { DEFAULT_SALE } from "#simulation/options.ts";
import { PUBLISHED } from "#simulation/report/prices.ts";
import { simulateSale } from "#simulation/sale.ts";
import { concurrencyOf, loadOf, WARM_FUNCTIONS, type WarmFunction, warmInstancesOf } from "#simulation/sale-load.ts";
import { LOAD as load } from "#test/unit/ops/sale-load.ts";

const stage = (aliases: Partial<Record<WarmFunction, Partial<WarmAlias> | null>>): ReadonlyMap<WarmFunction, WarmNow> =>
  new Map(
    Object.entries(aliases).map(([name, alias]) => {
      const none = { requested: undefined, available: 0, isMoving: false };
      return [name as WarmFunction, { memoryMb: 512, alias: alias === null ? undefined : { ...none, ...alias } }];
    }),
  );
const ample = () => 1000;

describe("the instances that an opening keeps busy", () => {
  it("are those of every function that has an alias", () => {
    const gradual = Object.entries(deployment).flatMap(([name, entry]) => ("isGradual" in entry ? [name] : []));
    expect([...WARM_FUNCTIONS].toSorted()).toEqual(gradual.toSorted());
  });

  it("follow the busiest second, and are fewer than the reserved calls, which reckon with cold instances", () => {
    const warm = warmInstancesOf(load);
    expect(warm).toMatchObject({ joinQueue: 75, holdSeats: 4, cancelReservation: 4, admit: 2, numberArrivals: 5 });
    const reserved: ReadonlyMap<string, number> = new Map(Object.entries(concurrencyOf(load)));
    for (const [name, instances] of Object.entries(warm)) {
      expect(instances).toBeLessThanOrEqual(reserved.get(name) ?? instances);
    }
  });

  it("are one at least, also of what nobody calls", () => {
    expect(Math.min(...Object.values(warmInstancesOf({ ...load, perSecond: () => 0 })))).toBe(1);
  });
});

it("is what the guide says, with what it costs", () => {
  const simulated = loadOf(simulateSale({ ...DEFAULT_SALE, users: 10_000, seats: 1000 }, () => undefined));
  const everything = stage(Object.fromEntries(WARM_FUNCTIONS.map((name) => [name, {}])));
  const { instances, usdPerHour } = warmPlanOf(simulated, everything, ample);
  const guide = readFileSync("docs/guides/before-an-on-sale.md", "utf8");
  expect(guide).toContain(`| instances kept warm | ${instances} |`);
  expect(guide).toContain(`in Seoul, as of ${PUBLISHED} | ${usdPerHour.toFixed(2)} |`);
});

describe("the plan for warm instances", () => {
  it("raises what is too low, and touches nothing that is enough", () => {
    const plan = warmPlanOf(load, stage({ joinQueue: {}, holdSeats: { requested: 9, available: 9 } }), ample);
    expect(plan.changes).toEqual([{ name: "joinQueue", from: undefined, to: 75 }]);
    // 84 instances of half a gigabyte, for 3,600 seconds.
    expect(plan.instances).toBe(84);
    expect(plan.usdPerHour).toBeCloseTo(42 * 3600 * 0.000_004_100_3, 10);
  });

  it("keeps no more warm than a function may run at once", () => {
    const now = stage({ joinQueue: {}, holdSeats: {} });
    const { changes } = warmPlanOf(load, now, (name) => (name === "joinQueue" ? 50 : undefined));
    expect(changes).toEqual([
      { name: "joinQueue", from: undefined, to: 50 },
      { name: "holdSeats", from: undefined, to: 4 },
    ]);
  });

  it("sets again what Lambda could not start, and waits for what it is starting", () => {
    const now = stage({
      joinQueue: { requested: 75, available: 0, failure: "FUNCTION_ERROR_INIT_FAILURE" },
      holdSeats: { requested: 4, available: 3 },
    });
    const plan = warmPlanOf(load, now, ample);
    expect(plan.changes).toEqual([{ name: "joinQueue", from: 75, to: 75, failure: "FUNCTION_ERROR_INIT_FAILURE" }]);
    expect(plan.starting).toEqual([{ name: "holdSeats", available: 3, requested: 4 }]);
    expect(warmLines(plan)).toEqual([
      "Function joinQueue: from 75 to 75 kept warm, again: FUNCTION_ERROR_INIT_FAILURE",
      "Function holdSeats: 3 of 4 instances are warm so far",
      expect.stringMatching(/^Warm instances in all: 79, at 0\.58 US dollars an hour until relax, .*2026-10-01\)$/),
    ]);
  });

  it("names what it can't change while an alias has two versions, if it would have to", () => {
    const now = stage({ joinQueue: { isMoving: true }, holdSeats: { requested: 4, available: 4, isMoving: true } });
    expect(warmPlanOf(load, now, ample).moving).toEqual(["joinQueue"]);
  });

  it("goes on without functions that have no alias, and says so", () => {
    const plan = warmPlanOf(load, stage({ joinQueue: null, holdSeats: null }), ample);
    expect(plan).toMatchObject({ changes: [], instances: 0 });
    expect(warmLines(plan)).toEqual(["Nothing is kept warm for functions without an alias: joinQueue, holdSeats"]);
  });
});
