import { describe, expect, it } from "@jest/globals";
import { isSet, planLines, planOf, type StageNow } from "#cli/ops/preparation.ts";
import type { WarmNow } from "#cli/ops/warm-plan.ts";
import { concurrencyOf, tableLoadsOf, type WarmFunction, warmInstancesOf } from "#simulation/sale-load.ts";
import { LOAD as load } from "#test/unit/ops/sale-load.ts";

const needs = tableLoadsOf(load);
const wanted = concurrencyOf(load);
const warm = warmInstancesOf(load);

const kept = (instances: number | undefined, isMoving = false): WarmNow => ({
  memoryMb: 512,
  alias: { requested: instances, available: instances ?? 0, isMoving },
});
const allKept = new Map([["admit" as const, kept(2)]]);

const fresh: StageNow = {
  tables: new Map([
    ["queue", undefined],
    ["seats", { read: 40_000, write: 40_000 }],
  ]),
  functions: new Map([
    ["joinQueue", undefined],
    ["holdSeats", 500],
    ["admit", 1],
  ]),
  warm: allKept,
  unreserved: 1000,
};

describe("the plan for a sale", () => {
  it("raises what is too low, and touches nothing that is enough", () => {
    const { warm: keptWarm, ...others } = planOf(load, fresh);
    expect(others).toEqual({
      tables: [{ table: "queue", from: { read: 12_000, write: 4000 }, to: { read: 12_000, write: needs.queue.write } }],
      functions: [
        { name: "joinQueue", from: undefined, to: wanted.joinQueue },
        { name: "admit", from: 1, to: 2 },
      ],
    });
    expect(keptWarm.changes).toEqual([]);
    expect(needs.queue.write).toBeGreaterThan(4000);
  });

  it("is empty once it has been carried out", () => {
    const { tables, functions } = planOf(load, fresh);
    expect(isSet(planOf(load, fresh))).toBe(false);
    const now: StageNow = {
      tables: new Map([...fresh.tables, ...tables.map(({ table, to }) => [table, to] as const)]),
      functions: new Map([...fresh.functions, ...functions.map(({ name, to }) => [name, to] as const)]),
      warm: allKept,
      unreserved: 700,
    };
    const plan = planOf(load, now);
    const { warm: keptWarm, ...others } = plan;
    expect(others).toEqual({ tables: [], functions: [] });
    expect(keptWarm.changes).toEqual([]);
    expect(isSet(plan)).toBe(true);
    expect(planLines(plan)).toEqual([
      expect.stringMatching(/^Warm instances in all: 2, at 0\.01 US dollars an hour/),
      "Nothing to set: the stage is ready for this sale.",
    ]);

    const starting = {
      ...now,
      warm: new Map([["admit" as const, { memoryMb: 512, alias: { requested: 2, available: 0, isMoving: false } }]]),
    };
    expect(planLines(planOf(load, starting)).at(-1)).toMatch(/^Nothing to set, but the stage is not ready yet/);
  });

  it("keeps as many warm as a function will have reserved at most", () => {
    const now = (name: WarmFunction, reserved: number | undefined): StageNow => ({
      ...fresh,
      functions: new Map([[name, reserved]]),
      warm: new Map([[name, kept(undefined)]]),
    });
    expect(planOf(load, now("joinQueue", undefined)).warm.changes).toEqual([
      { name: "joinQueue", from: undefined, to: warm.joinQueue },
    ]);
    // Not raised by a preparation, so it stays the limit.
    expect(planOf(load, now("cancelReservation", 2)).warm.changes).toEqual([
      { name: "cancelReservation", from: undefined, to: 2 },
    ]);
  });

  it("is refused if the account would keep less than AWS leaves to the others", () => {
    const more = wanted.joinQueue + 1;
    expect(planOf(load, { ...fresh, unreserved: more + 100 }).refusal).toBeUndefined();
    const { refusal } = planOf(load, { ...fresh, unreserved: more + 99 });
    expect(refusal).toContain(`This takes ${more} of them, and AWS keeps 100. Ask for more in Service Quotas.`);
  });

  it("counts warm instances against the account where nothing is reserved for their function", () => {
    const now: StageNow = {
      ...fresh,
      functions: new Map([
        ["joinQueue", 1000],
        ["cancelReservation", undefined],
      ]),
      warm: new Map([
        ["joinQueue", kept(undefined)],
        ["cancelReservation", kept(undefined)],
      ]),
    };
    const more = warm.cancelReservation;
    expect(planOf(load, { ...now, unreserved: more + 100 }).refusal).toBeUndefined();
    expect(planOf(load, { ...now, unreserved: more + 99 }).refusal).toContain(`This takes ${more} of them`);
  });

  it("is refused while a version is being deployed", () => {
    const now: StageNow = { ...fresh, warm: new Map([["joinQueue", kept(undefined, true)]]) };
    const { refusal } = planOf(load, now);
    expect(refusal).toBe("A new version is being deployed of joinQueue. Prepare again when the deployment is over.");
  });

  it("is shown in sentences", () => {
    expect(planLines(planOf(load, fresh)).slice(0, -1)).toEqual([
      `Table queue: from 12,000 reads and 4,000 writes a second to 12,000 reads and ${needs.queue.write.toLocaleString("en-US")} writes a second, for good`,
      `Function joinQueue: from none to ${wanted.joinQueue} reserved invocations at once`,
      "Function admit: from 1 to 2 reserved invocations at once",
    ]);
  });
});
