import { describe, expect, it } from "@jest/globals";
import { activeOf, type CountedCohort, decide, isDueToClose } from "#functions/queue/admission.ts";
import type { Line } from "#functions/queue/line.ts";

const NOW = 1_800_000_000;
const SKEW = 2;

const line = (change: Partial<Line> = {}, settings: Partial<Line["settings"]> = {}): Line => ({
  concertId: "con_1",
  settings: {
    maxActive: 500,
    admitPerTick: 100,
    claimSeconds: 60,
    passSeconds: 600,
    paused: false,
    opensAt: NOW - 100,
    closesAt: NOW + 10_000,
    ...settings,
  },
  revision: 0,
  issued: 1000,
  served: 0,
  commitment: "",
  seed: "00",
  lobbySize: 0,
  soldOut: false,
  admittedPerMinute: 0,
  settledTo: 0,
  ...change,
});

const cohort = (change: Partial<CountedCohort> = {}): CountedCohort => ({
  from: 1,
  to: 100,
  admittedAt: NOW - 10,
  claimBy: NOW + 50,
  expiresAt: NOW + 650,
  claimed: 0,
  left: 0,
  closed: false,
  ...change,
});

const facts = (change: Partial<Parameters<typeof decide>[0]> = {}) => ({
  now: NOW,
  line: line(),
  cohorts: [],
  stock: { capacity: 5000, free: 5000 },
  clockSkewSeconds: SKEW,
  ...change,
});

const admittedBy = (change: Partial<Parameters<typeof decide>[0]>): number =>
  decide(facts(change)).admitted.reduce((sum, { from, to }) => sum + to - from + 1, 0);

describe("decide", () => {
  it("Q4: admits the lowest numbers next", () => {
    const { admitted } = decide(facts({ line: line({ served: 40 }) }));

    expect(admitted).toEqual([{ from: 41, to: 140, admittedAt: NOW, claimBy: NOW + 60, expiresAt: NOW + 660 }]);
  });

  it("cuts a large block into cohorts of at most 1,000", () => {
    const { admitted } = decide(facts({ line: line({ issued: 2500 }, { maxActive: 10_000, admitPerTick: 10_000 }) }));

    expect(admitted.map(({ from, to }) => [from, to])).toEqual([
      [1, 1000],
      [1001, 2000],
      [2001, 2500],
    ]);
  });

  it.each([
    ["as many as wait", { line: line({ issued: 7 }) }, 7],
    ["no more than the pace allows", { line: line({}, { admitPerTick: 30 }) }, 30],
    [
      "Q3: no more than the cap leaves room for",
      { cohorts: [cohort()], line: line({ served: 100 }, { maxActive: 130 }) },
      30,
    ],
    ["no more than there are free seats", { stock: { capacity: 50, free: 12 } }, 12],
    ["nobody when nothing is on sale", { stock: { capacity: 0, free: 0 } }, 0],
    ["nobody before the draw", { line: line({ lobbySize: undefined }) }, 0],
    ["nobody while paused", { line: line({}, { paused: true }) }, 0],
    ["nobody after the sale", { line: line({}, { closesAt: NOW }) }, 0],
    [
      "nobody when more are active than a lowered cap allows",
      { cohorts: [cohort()], line: line({ served: 100 }, { maxActive: 10 }) },
      0,
    ],
  ])("admits %s", (_, change, expected) => {
    expect(admittedBy(change)).toBe(expected);
  });

  it("is sold out only when there are seats and none is free", () => {
    expect(decide(facts({ stock: { capacity: 10, free: 0 } })).soldOut).toBe(true);
    expect(decide(facts({ stock: { capacity: 0, free: 0 } })).soldOut).toBe(false);
    expect(decide(facts({ stock: { capacity: 10, free: 1 } })).soldOut).toBe(false);
  });

  it("counts the pace over the last minute, this tick included", () => {
    const cohorts = [
      cohort({ from: 1, to: 10, admittedAt: NOW - 60 }),
      cohort({ from: 11, to: 30, admittedAt: NOW - 59 }),
    ];

    expect(decide(facts({ cohorts, line: line({ served: 30, issued: 35 }) })).admittedPerMinute).toBe(25);
  });

  it("settles the expired cohorts at the front only", () => {
    const cohorts = [
      cohort({ from: 1, to: 10, expiresAt: NOW - SKEW }),
      cohort({ from: 11, to: 20, expiresAt: NOW - SKEW + 1 }),
      cohort({ from: 21, to: 30, expiresAt: NOW - 100 }),
    ];

    expect(decide(facts({ cohorts, line: line({ served: 30 }) })).settledTo).toBe(10);
  });
});

describe("activeOf", () => {
  it.each([
    ["everybody of an open cohort", cohort(), 100],
    ["nobody who left an open cohort", cohort({ claimed: 30, left: 5 }), 95],
    ["only who claimed, once it is closed", cohort({ claimed: 30, left: 5, closed: true }), 25],
    ["an expired one through the skew of clocks", cohort({ expiresAt: NOW - SKEW + 1 }), 100],
    ["nobody once it has expired on every clock", cohort({ expiresAt: NOW - SKEW }), 0],
  ])("counts %s", (_, counted, expected) => {
    expect(activeOf([counted], NOW, SKEW)).toBe(expected);
  });
});

describe("isDueToClose", () => {
  it("waits until claims are over on every clock, and closes once", () => {
    expect(isDueToClose(cohort({ claimBy: NOW - SKEW + 1 }), NOW, SKEW)).toBe(false);
    expect(isDueToClose(cohort({ claimBy: NOW - SKEW }), NOW, SKEW)).toBe(true);
    expect(isDueToClose(cohort({ claimBy: NOW - SKEW, closed: true }), NOW, SKEW)).toBe(false);
  });
});
