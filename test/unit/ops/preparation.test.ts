import { describe, expect, it } from "@jest/globals";
import { planLines, planOf, type StageNow } from "#cli/ops/preparation.ts";
import { concurrencyOf, type SaleLoad, tableLoadsOf } from "#simulation/sale-load.ts";

const load: SaleLoad = {
  people: 100_000,
  waitingMax: 80_000,
  originPerSecond: 1400,
  edgePerSecond: 4000,
  claimsPerSecond: 120,
  perSecond: (route) => (route === "joinQueue" ? 750 : 40),
};
const needs = tableLoadsOf(load);
const wanted = concurrencyOf(load);

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
  unreserved: 1000,
};

describe("the plan for a sale", () => {
  it("raises what is too low, and touches nothing that is enough", () => {
    expect(planOf(load, fresh)).toEqual({
      tables: [{ table: "queue", from: { read: 12_000, write: 4000 }, to: { read: 12_000, write: needs.queue.write } }],
      functions: [
        { name: "joinQueue", from: undefined, to: wanted.joinQueue },
        { name: "admit", from: 1, to: 2 },
      ],
    });
    expect(needs.queue.write).toBeGreaterThan(4000);
  });

  it("is empty once it has been carried out", () => {
    const { tables, functions } = planOf(load, fresh);
    const now: StageNow = {
      tables: new Map([...fresh.tables, ...tables.map(({ table, to }) => [table, to] as const)]),
      functions: new Map([...fresh.functions, ...functions.map(({ name, to }) => [name, to] as const)]),
      unreserved: 700,
    };
    expect(planOf(load, now)).toEqual({ tables: [], functions: [] });
    expect(planLines(planOf(load, now))).toEqual(["Nothing to set: the stage is ready for this sale."]);
  });

  it("is refused if the account would keep less than AWS leaves to the others", () => {
    const more = wanted.joinQueue + 1;
    expect(planOf(load, { ...fresh, unreserved: more + 100 }).refusal).toBeUndefined();
    const { refusal } = planOf(load, { ...fresh, unreserved: more + 99 });
    expect(refusal).toContain(`This takes ${more} of them, and AWS keeps 100. Ask for more in Service Quotas.`);
  });

  it("is shown in sentences", () => {
    expect(planLines(planOf(load, fresh))).toEqual([
      `Table queue: from 12,000 reads and 4,000 writes a second to 12,000 reads and ${needs.queue.write.toLocaleString("en-US")} writes a second, for good`,
      `Function joinQueue: from none to ${wanted.joinQueue} reserved invocations at once`,
      "Function admit: from 1 to 2 reserved invocations at once",
    ]);
  });
});
