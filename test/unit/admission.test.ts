import { describe, expect, it } from "@jest/globals";
import {
  type AdmissionFacts,
  activeOf,
  decide,
  isDueToClose,
  isNews,
  noShowRate,
  presentIn,
  shardOf,
  shardsOf,
} from "#functions/queue/rules/admission.ts";
import { LANE_START } from "#functions/queue/rules/queue-state.ts";
import { NONE_VACANT } from "#functions/queue/rules/vacant-numbers.ts";
import { AMPLE, aQueue, aShard, NOW } from "#test/support/queue-states.ts";

const SKEW = 2;
const OPTIONS = { tickSeconds: 5, clockSkewSeconds: SKEW, inventoryPercent: 120 };
const WAITING = { general: { issued: 1000 } };

const decisionOn = (change: Partial<AdmissionFacts> = {}) =>
  decide(
    { now: NOW, clockId: "a", queue: aQueue(WAITING), shards: [], vacant: NONE_VACANT, inventory: AMPLE, ...change },
    OPTIONS,
  );

const admittedBy = (change: Partial<AdmissionFacts>): number =>
  decisionOn(change).admitted.reduce((sum, { from, to }) => sum + to - from + 1, 0);

describe("decide", () => {
  it("stores which categories are sold out, which is news once", () => {
    const inventory = { ...AMPLE, soldOut: ["VIP", "R"] };
    const decision = decisionOn({ queue: aQueue(), inventory });
    const queue = { ...aQueue(), stats: decision.stats, pace: decision.pace };
    const again = (soldOut: readonly string[]) => decisionOn({ queue, inventory: { ...AMPLE, soldOut } });

    expect(decision.stats.soldOutCategories).toEqual(["VIP", "R"]);
    expect(isNews(queue, again(["VIP", "R"]))).toBe(false);
    expect(isNews(queue, again(["VIP"]))).toBe(true);
    expect(isNews(queue, again([]))).toBe(true);
  });

  it("Q4: admits the lowest numbers next", () => {
    const { admitted, served } = decisionOn({ queue: aQueue({ general: { issued: 1000, served: 40 } }) });

    expect(admitted).toEqual([{ from: 41, to: 140, admittedAt: NOW, claimBy: NOW + 60, expiresAt: NOW + 660 }]);
    expect(served.GENERAL).toBe(140);
  });

  it("cuts a large block into cohorts of at most 1,000", () => {
    const settings = { maxActive: 10_000, admitPerTick: 10_000 };
    const { admitted } = decisionOn({ queue: aQueue({ settings, general: { issued: 2500 } }) });

    expect(admitted.map(({ from, to }) => [from, to])).toEqual([
      [1, 1000],
      [1001, 2000],
      [2001, 2500],
    ]);
  });

  it.each<[string, Partial<AdmissionFacts>, number]>([
    ["as many as wait", { queue: aQueue({ general: { issued: 7 } }) }, 7],
    ["Q11: no more than the pace allows", { queue: aQueue({ ...WAITING, settings: { admitPerTick: 30 } }) }, 30],
    [
      "Q3: no more than the cap leaves room for",
      { shards: [aShard()], queue: aQueue({ general: { issued: 1000, served: 100 }, settings: { maxActive: 130 } }) },
      30,
    ],
    ["no more than the seats can serve", { inventory: { ...AMPLE, capacity: 50, free: 12 } }, 12],
    [
      "nobody when those inside want the seats that are left",
      {
        shards: [aShard()],
        inventory: { ...AMPLE, free: 100 },
        queue: aQueue({ general: { issued: 1000, served: 100 } }),
      },
      0,
    ],
    [
      "people in place of those inside who hold seats already",
      {
        shards: [aShard()],
        inventory: { capacity: 200, free: 100, held: 0, buyers: 60, holders: 60 },
        queue: aQueue({ general: { issued: 1000, served: 100 } }),
      },
      20,
    ],
    [
      "people in place of those who have been inside for long without taking seats",
      {
        shards: [aShard({ admittedAt: NOW - 210, claimBy: NOW - 150, claimed: 100, closed: true })],
        inventory: { ...AMPLE, free: 100 },
        queue: aQueue({ general: { issued: 1000, served: 100 }, settings: { maxActive: 500 } }),
      },
      100,
    ],
    ["nobody when nothing is on sale", { inventory: { ...AMPLE, capacity: 0, free: 0 } }, 0],
    ["nobody before the draw", { queue: aQueue({ general: { issued: 1000, drawnTo: undefined } }) }, 0],
    ["nobody while paused", { queue: aQueue({ ...WAITING, settings: { paused: true } }) }, 0],
    ["nobody after the sale", { queue: aQueue({ ...WAITING, settings: { closesAt: NOW } }) }, 0],
    [
      "nobody when more are active than a lowered cap allows",
      { shards: [aShard()], queue: aQueue({ general: { issued: 1000, served: 100 }, settings: { maxActive: 10 } }) },
      0,
    ],
  ])("admits %s", (_, change, expected) => {
    expect(admittedBy(change)).toBe(expected);
  });

  describe("Q11: the pace", () => {
    const paced = (admittedAt: number, admitted: number, clockId = "a") => ({
      ...aQueue(WAITING),
      pace: { admittedAt, admitted, clockId },
    });

    it.each([
      ["nobody while the window is full", paced(NOW - 4, 100), 0],
      ["what is left of the window", paced(NOW - 4, 30), 70],
      ["a whole tick once the window is over", paced(NOW - 5, 100), 100],
      ["nobody if another clock may be ahead", paced(NOW - 6, 100, "b"), 0],
      ["a whole tick once it is over on every clock", paced(NOW - 7, 100, "b"), 100],
      ["nobody if another clock was ahead", paced(NOW + 2, 100, "b"), 0],
    ])("admits %s", (_, queue, expected) => {
      expect(admittedBy({ queue })).toBe(expected);
    });

    it("begins its window once more after the clock was set back, and then goes on", () => {
      const queue = paced(NOW + 3600, 100);
      const first = decisionOn({ queue });

      expect(first.admitted).toEqual([]);
      expect(isNews(queue, first)).toBe(true);
      expect(admittedBy({ now: NOW + 5, queue: { ...queue, pace: first.pace } })).toBe(100);
    });
  });

  it("shares a tick between the lanes and numbers each lane by itself", () => {
    const settings = { presale: { group: "fans", sharePercent: 30 } };
    const queue = aQueue({ ...WAITING, settings, presale: { issued: 500, served: 10 } });

    const { admitted, served } = decisionOn({ queue });

    expect(admitted.map(({ from, to }) => [from, to])).toEqual([
      [1, 70],
      [LANE_START.PRESALE + 11, LANE_START.PRESALE + 40],
    ]);
    expect(served).toEqual({ GENERAL: 70, PRESALE: LANE_START.PRESALE + 40 });
  });

  it("is sold out only when there are seats and none is free", () => {
    expect(decisionOn({ inventory: { ...AMPLE, capacity: 10, free: 0 } }).soldOut).toBe(true);
    expect(decisionOn({ inventory: { ...AMPLE, capacity: 0, free: 0 } }).soldOut).toBe(false);
    expect(decisionOn({ inventory: { ...AMPLE, capacity: 10, free: 1 } }).soldOut).toBe(false);
  });

  it("counts the pace over the last minute, this tick included", () => {
    const shards = [
      aShard({ from: 1, to: 10, admittedAt: NOW - 60 }),
      aShard({ from: 11, to: 30, admittedAt: NOW - 59 }),
    ];
    const queue = aQueue({ general: { served: 30, issued: 35 } });

    expect(decisionOn({ shards, queue }).stats.admittedPerMinute).toBe(25);
  });

  it("settles the expired shards at the front only", () => {
    const shards = [
      aShard({ from: 1, to: 10, expiresAt: NOW - SKEW }),
      aShard({ from: 11, to: 20, expiresAt: NOW - SKEW + 1 }),
      aShard({ from: 21, to: 30, expiresAt: NOW - 100 }),
    ];

    expect(decisionOn({ shards, queue: aQueue({ general: { served: 30, issued: 30 } }) }).settledTo).toEqual({
      GENERAL: 10,
      PRESALE: LANE_START.PRESALE,
    });
  });

  it("measures how long admissions last from what has changed since the last tick", () => {
    const queue = aQueue({ general: { served: 100, issued: 100 }, stats: { at: NOW - 10, active: 100 } });

    const { stats } = decisionOn({ queue, shards: [aShard({ claimed: 40, left: 20 })] });

    expect(stats).toMatchObject({ at: NOW, active: 80, stayedSeconds: 1000, departures: 20 });
  });

  it("has news of a queue that nothing happens to once, and not again", () => {
    const queue = aQueue();
    const first = decisionOn({ queue });

    expect(isNews(queue, first)).toBe(true);
    expect(isNews({ ...queue, stats: first.stats }, decisionOn({ now: NOW + 5, queue }))).toBe(false);
  });
});

describe("shards of a cohort", () => {
  const cohort = { from: 1001, to: 1250, admittedAt: NOW, claimBy: NOW + 60, expiresAt: NOW + 660 };

  it("cover it in parts of at most 100", () => {
    expect(shardsOf(cohort).map(({ from, to }) => [from, to])).toEqual([
      [1001, 1100],
      [1101, 1200],
      [1201, 1250],
    ]);
  });

  it("are found by any of their numbers", () => {
    for (const { from, to } of shardsOf(cohort)) {
      for (let number = from; number <= to; number += 1) expect(shardOf(cohort, number)).toBe(to);
    }
  });
});

describe("activeOf", () => {
  it.each([
    ["everybody of an open shard", aShard(), 100],
    ["everybody of an open shard but those who left", aShard({ claimed: 30, left: 5 }), 95],
    ["nobody for the vacant numbers of an open shard (Q10)", aShard({ vacant: 20, claimed: 30, left: 5 }), 75],
    ["no vacant number twice, once it is closed", aShard({ vacant: 20, claimed: 30, left: 5, closed: true }), 25],
    ["only the people who claimed, once it is closed", aShard({ claimed: 30, left: 5, closed: true }), 25],
    ["an expired one through the skew of clocks", aShard({ expiresAt: NOW - SKEW + 1 }), 100],
    ["nobody once it has expired on every clock", aShard({ expiresAt: NOW - SKEW }), 0],
  ])("counts %s", (_, counted, expected) => {
    expect(activeOf([counted], NOW, SKEW)).toBe(expected);
  });
});

describe("what operators see", () => {
  it("counts the people inside, and the no-shows once they are certain", () => {
    const shards = [aShard({ claimed: 80, left: 30, closed: true }), aShard({ from: 101, to: 200, claimed: 10 })];

    expect(presentIn(shards, NOW, SKEW)).toBe(60);
    expect(noShowRate(shards)).toBe(0.2);
    expect(noShowRate(shards.slice(1))).toBeNull();
  });
});

describe("isDueToClose", () => {
  it("waits until claims are over on every clock, and closes once", () => {
    expect(isDueToClose(aShard({ claimBy: NOW - SKEW + 1 }), NOW, SKEW)).toBe(false);
    expect(isDueToClose(aShard({ claimBy: NOW - SKEW }), NOW, SKEW)).toBe(true);
    expect(isDueToClose(aShard({ claimBy: NOW - SKEW, closed: true }), NOW, SKEW)).toBe(false);
  });
});
