import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { DEFAULT_SALE } from "#simulation/options.ts";
import { isEnough, type Quota, quotasOf, WARM_DEFAULT } from "#simulation/quotas.ts";
import { count } from "#simulation/report/number-format.ts";
import { simulateSale } from "#simulation/sale.ts";
import { concurrencyOf, concurrencyOfAll, loadOf, type SaleLoad, tableLoadsOf } from "#simulation/sale-load.ts";

const load = (rates: Readonly<Record<string, number>>, others: Partial<SaleLoad> = {}): SaleLoad => ({
  people: 0,
  waitingMax: 0,
  originPerSecond: Object.values(rates).reduce((sum, rate) => sum + rate, 0),
  edgePerSecond: 0,
  claimsPerSecond: 0,
  perSecond: (route) => rates[route] ?? 0,
  ...others,
});

const quota = (quotas: readonly Quota[], start: string): Quota => {
  const found = quotas.find(({ what }) => what.startsWith(start));
  if (found === undefined) throw new Error(`There is no quota of ${start}.`);
  return found;
};

describe("the load of a sale", () => {
  it("gives each table the writes of what people do, twice their mean rate", () => {
    const tables = tableLoadsOf(load({ joinQueue: 100, holdSeats: 10, payReservation: 5 }, { claimsPerSecond: 20 }));
    expect(tables.queue.write).toBe(2 * (2 * 100 + 4 * 20 + 2 * 10 + 4 * 5));
    expect(tables.seats.write).toBe(2 * (2 * 2 * 15 + 15));
    expect(tables.reservations.write).toBe(2 * (3 * 10 + 5 * 5));
    expect(tables.events.write).toBe(2 * 2 * 15);
  });

  it("keeps room for what nobody calls, also in a sale that nobody came to", () => {
    expect(concurrencyOf(load({}))).toEqual({
      joinQueue: 5,
      readQueueToken: 5,
      readSeats: 5,
      holdSeats: 5,
      payReservation: 5,
      topUpBalance: 5,
      admit: 2,
      numberArrivals: 10,
      expireHold: 10,
      onReservationChange: 10,
      checkTopUps: 5,
    });
    expect(concurrencyOf(load({ holdSeats: 100 })).holdSeats).toBe(30);
    expect(concurrencyOfAll(load({ holdSeats: 100 }))).toBe(30 + 37 + 40);
  });
});

describe("the quotas of a sale", () => {
  it("are enough by default for a small sale, except for mail", () => {
    const quotas = quotasOf(load({ joinQueue: 100, readQueueToken: 100 }, { people: 10_000, waitingMax: 9000 }));
    expect(quotas.filter((each) => !isEnough(each)).map(({ what }) => what)).toEqual([
      "Mail, if half of the people are new",
    ]);
    expect(quota(quotas, "Mail").needed).toBe(5000);
  });

  it("say what is too little for a million people", () => {
    const quotas = quotasOf(load({ joinQueue: 5000 }, { people: 1_000_000, waitingMax: 900_000 }));
    expect(quota(quotas, "Cognito, sign-ins")).toMatchObject({ needed: 278, accountDefault: 120 });
    expect(quota(quotas, "Cognito, tokens")).toMatchObject({ needed: 250, accountDefault: 120 });
    expect(quota(quotas, "DynamoDB, writes")).toMatchObject({ needed: 20_000, accountDefault: WARM_DEFAULT.write });
    expect(isEnough(quota(quotas, "Lambda"))).toBe(false);
  });

  it("are those of the guide", () => {
    const result = simulateSale({ ...DEFAULT_SALE, users: 10_000, seats: 1000 }, () => undefined);
    const guide = readFileSync("docs/guides/before-an-on-sale.md", "utf8");
    for (const { what, needed } of quotasOf(loadOf(result))) {
      expect(guide).toMatch(new RegExp(`\\| ${what} \\| (\\*\\*)?${count(needed)}(\\*\\*)? \\|`));
    }
  });
});
