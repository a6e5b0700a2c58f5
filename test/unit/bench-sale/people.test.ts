import { describe, expect, it } from "@jest/globals";
import { poissonArrivals } from "#bench/sale/people/arrivals.ts";
import { crowdOf, warmUpCrowd } from "#bench/sale/people/crowd.ts";
import { GOALS } from "#bench/sale/people/plans.ts";
import { chosenSeats, chosenSection } from "#bench/sale/visit/seat-choice.ts";
import { newRandom } from "#simulation/random.ts";

const HOUR = 3600;
const gapsOf = (arrivals: readonly number[]): readonly number[] =>
  arrivals.map((at, index) => at - (arrivals[index - 1] ?? 0));
const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("arrivals", () => {
  const arrivals = poissonArrivals(newRandom(7), { perSecond: 5, seconds: HOUR });

  it("come at the rate, in order, and within the time", () => {
    expect(arrivals.length / HOUR).toBeGreaterThan(4.9);
    expect(arrivals.length / HOUR).toBeLessThan(5.1);
    expect(Math.min(...gapsOf(arrivals))).toBeGreaterThanOrEqual(0);
    expect(arrivals.at(-1)).toBeLessThan(HOUR * 1000);
  });

  it("come independently of each other: gaps differ by as much as they last", () => {
    const gaps = gapsOf(arrivals);
    const mean = meanOf(gaps);
    const deviation = Math.sqrt(meanOf(gaps.map((gap) => (gap - mean) ** 2)));

    expect(mean).toBeCloseTo(200, -1);
    expect(deviation / mean).toBeGreaterThan(0.95);
    expect(deviation / mean).toBeLessThan(1.05);
  });

  it("are none where none fit", () => {
    expect(poissonArrivals(newRandom(7), { perSecond: 0.001, seconds: 1 })).toEqual([]);
  });
});

describe("a crowd", () => {
  const rate = { perSecond: 10, seconds: 600 };
  const crowd = crowdOf({ seed: 7, ...rate });

  it("is the same for the same seed, and another for another", () => {
    expect(crowdOf({ seed: 7, ...rate })).toEqual(crowd);
    expect(crowdOf({ seed: 8, ...rate }).arrivals).not.toEqual(crowd.arrivals);
  });

  it("has goals in their shares", () => {
    for (const [goal, weight] of GOALS) {
      const share = crowd.plans.filter((plan) => plan.goal === goal).length / crowd.plans.length;
      expect(Math.abs(100 * share - weight)).toBeLessThan(2);
    }
    expect(new Set(crowd.plans.map(({ seats }) => seats))).toEqual(new Set([1, 2, 3, 4]));
  });

  it("gives everybody random numbers of their own", () => {
    expect(new Set(crowd.plans.map(({ seed }) => seed)).size).toBe(crowd.plans.length);
  });

  it("is warmed up for by one person of each kind", () => {
    const { plans, arrivals } = warmUpCrowd();

    for (const [goal] of GOALS) {
      expect(plans.filter((plan) => plan.goal === goal).map(({ choosesSeats }) => choosesSeats)).toEqual([true, false]);
    }
    expect(arrivals).toHaveLength(plans.length);
  });
});

const row = (name: string, states: string) =>
  states.split("").map((state, index) => ({
    seatId: `A-${name}-${index + 1}`,
    row: name,
    status: state === "A" ? ("AVAILABLE" as const) : ("HELD" as const),
  }));

describe("a choice of seats", () => {
  const seats = [...row("1", "AAHA"), ...row("2", "AHAA")];

  it("is side by side in one row, wherever it begins", () => {
    const choices = Array.from({ length: 40 }, (_, seed) => chosenSeats(seats, 2, newRandom(seed)).join(" "));

    expect(new Set(choices)).toEqual(new Set(["A-1-1 A-1-2", "A-2-3 A-2-4"]));
  });

  it("is none if no row has as many", () => {
    expect(chosenSeats(seats, 3, newRandom(1))).toEqual([]);
    expect(chosenSeats([], 1, newRandom(1))).toEqual([]);
  });

  it("is made in a section that has as many", () => {
    const section = (sectionId: string, free: number) => ({
      sectionId,
      categories: [{ category: "R", price: 1, free, held: 0, sold: 0, accessibleUnits: 0 }],
    });
    const sections = [section("A", 1), section("B", 2), section("C", 9)];
    const chosen = Array.from({ length: 40 }, (_, seed) => chosenSection(sections, 2, newRandom(seed)));

    expect(new Set(chosen)).toEqual(new Set(["B", "C"]));
    expect(chosenSection(sections, 10, newRandom(1))).toBeUndefined();
  });
});
