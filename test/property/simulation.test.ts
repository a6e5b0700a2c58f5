import { beforeAll, describe, expect, it } from "@jest/globals";
import { LANE_START } from "#functions/queue/rules/queue-state.ts";
import { Checks } from "#simulation/checks.ts";
import { DEFAULT_SALE, parseCommand } from "#simulation/options.ts";
import { costOf, totalOf } from "#simulation/report/cost.ts";
import type { SimulationResult, Traffic } from "#simulation/result.ts";
import { simulateSale } from "#simulation/sale.ts";
import { SimulatedHall } from "#simulation/simulated-hall.ts";
import { aQueue } from "#test/support/queue-states.ts";

const SMALL = { ...DEFAULT_SALE, users: 4000, seats: 600, "max-active": 150, "admit-per-tick": 30, presale: 20 };

const simulated = (change: Partial<typeof SMALL> = {}) => {
  const { realSeconds: _, ...result } = simulateSale({ ...SMALL, ...change }, () => undefined);
  return result;
};

describe("a simulated sale", () => {
  it("keeps every invariant, sells every seat, and never exceeds the cap", () => {
    const { violations, seats, samples } = simulated({ crashes: 10, overlaps: 20 });

    expect(violations).toEqual([]);
    expect(seats.sold).toBe(600);
    expect(Math.max(...samples.map(({ live }) => live))).toBeLessThanOrEqual(150);
    expect(Math.max(...samples.map(({ live }) => live))).toBeGreaterThan(100);
  });

  it("is the same for the same seed and differs for another seed", () => {
    const first = simulated();

    expect(simulated()).toEqual(first);
    expect(simulated({ seed: 8 }).samples).not.toEqual(first.samples);
  });

  it("ends with everyone served when there are seats for all", () => {
    const { people, seats, violations } = simulated({ users: 200, seats: 2000 });

    expect(violations).toEqual([]);
    expect(people.stillWaiting).toBe(0);
    expect(people.refusedSoldOut).toBe(0);
    expect(seats.sold).toBeGreaterThan(100);
  });
});

describe("a sale of a tenth of the size, at a tenth of the capacity,", () => {
  const TENTH = {
    ...DEFAULT_SALE,
    users: 100_000,
    seats: 5000,
    "max-active": 600,
    "admit-per-tick": 60,
    "requests-per-second": DEFAULT_SALE["requests-per-second"] / 10,
  };
  let sale: SimulationResult;
  beforeAll(() => {
    sale = simulateSale(TENTH, () => undefined);
  });

  it("waits at the edge: a tenth of 2,000 requests a second at the API, and one a second of those who wait", () => {
    const { origin, routes, edge } = sale.traffic;
    const watching = routes.find(({ route }) => route === "readQueue");

    expect(origin.perSecondMax).toBeLessThan(200);
    expect(watching?.perSecondMax).toBeLessThanOrEqual(1);
    expect(origin.requests / sale.people.users).toBeLessThan(5);
    expect((edge.requests + origin.requests + origin.refused) / sale.people.users).toBeLessThan(20);
  });

  it("serves every claim, and refuses nothing but joins and reads of numbers, which are sent again", () => {
    const refused = sale.traffic.routes.filter((route) => route.refused > 0).map(({ route }) => route);

    expect(sale.violations).toEqual([]);
    expect(["joinQueue", "readQueueToken"]).toEqual(expect.arrayContaining(refused));
  });

  it("lets nobody learn of their turn later than a third of the time to claim it", () => {
    expect(sale.lateness.limitSeconds).toBe(20);
    expect(sale.lateness.maxSeconds).toBeLessThanOrEqual(20);
  });

  it("positive control: a stage with too little capacity fails", () => {
    const { violations } = simulated({ "requests-per-second": 100 });

    expect(new Set(violations.map(({ invariant }) => invariant))).toEqual(new Set(["capacity"]));
  });

  it("costs less than a tenth of 25 dollars, edge included", () => {
    expect(totalOf(costOf(sale.usage))).toBeLessThan(2.5);
  });
});

describe("its checks can fail:", () => {
  const queue = aQueue({ general: { issued: 50, served: 10 } });
  const decisionOf = (from: number, to: number, people = to - from + 1) =>
    ({ admitted: [{ from, to, admittedAt: 0, claimBy: 0, expiresAt: 0 }], people }) as unknown as Parameters<
      Checks["decided"]
    >[1];
  const asIs = (arrival: number): number => arrival;

  /** @param refused holds that were refused for their rate */
  const trafficOf = (origin: { readonly perSecondMax?: number }, refused: number): Traffic => ({
    edge: { requests: 0, perSecondMax: 0 },
    origin: { requests: 0, refused, perSecondMax: 10, perSecondLimit: 5000, ...origin },
    routes: [{ route: "holdSeats", requests: 0, refused, perSecondMax: 10, perSecondLimit: 250 }],
  });

  const twice = (act: () => void): void => {
    act();
    act();
  };

  it.each<[string, (checks: Checks) => void]>([
    ["Q2", (checks) => twice(() => checks.numbered(7, 1))],
    ["Q2", (checks) => twice(() => checks.numbered(LANE_START.PRESALE + 1, 1))],
    ["Q3", (checks) => checks.live(11, 10, 1)],
    ["Q3", (checks) => checks.counted(9, 10, 1)],
    ["Q4", (checks) => checks.decided(queue, decisionOf(12, 20), asIs, 1)],
    ["Q4", (checks) => checks.decided(queue, decisionOf(11, 51), asIs, 1)],
    ["Q4", (checks) => checks.claimed(queue, 11, 1)],
    ["Q5", (checks) => checks.ended(1, 1, 1)],
    [
      "Q10",
      (checks) => {
        checks.left(15);
        checks.decided(queue, decisionOf(11, 20), asIs, 1);
      },
    ],
    [
      "Q11",
      (checks) => {
        const [before, after] = [10, 40].map((served) => aQueue({ general: { issued: 100, served } }));
        if (before) checks.decided(before, decisionOf(11, 40), asIs, 1);
        if (after) checks.decided(after, decisionOf(41, 60), asIs, 5);
      },
    ],
    ["Q12", (checks) => checks.inTime(false, 51, 1)],
    ["waiting", (checks) => checks.learned(21, 20, 1)],
    ["capacity", (checks) => checks.claimRefused(1)],
    ["capacity", (checks) => checks.withinCapacity(trafficOf({ perSecondMax: 5001 }, 0), 1)],
    ["capacity", (checks) => checks.withinCapacity(trafficOf({}, 1), 1)],
    ["S1", (checks) => checks.seats(Object.assign(new SimulatedHall(10), { held: 6, sold: 5 }), 1)],
  ])("%s", (invariant, breakIt) => {
    const checks = new Checks(100, { admitPerTick: 41, tickSeconds: 5 });

    breakIt(checks);

    expect(checks.violations.map((violation) => violation.invariant)).toEqual([invariant]);
  });
});

describe("its command line", () => {
  it("takes values in range, and has defaults for the rest", () => {
    expect(parseCommand(["--users", "5", "--report", "x.html"])).toEqual({
      sale: { ...DEFAULT_SALE, users: 5 },
      report: "x.html",
    });
  });

  it.each([
    [["--users", "0"], "--users must be a whole number from 1"],
    [["--seats", "many"], 'not "many"'],
    [["--lobby", "80", "--spike", "30"], "exceed 100 percent"],
    [["--speed", "1"], "--speed"],
  ])("refuses %p", (args, reason) => {
    expect(() => parseCommand(args)).toThrow(reason);
  });
});
