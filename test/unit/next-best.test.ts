import { describe, expect, it } from "@jest/globals";
import { nextBest } from "#functions/reservations/seating/next-best.ts";
import type { Section } from "#functions/seats/rules/seat-layout.ts";

const KEPT = { now: 0 };
const TRIES = 8;

const hall = (rows: number, seats: number): readonly Section[] => [
  {
    sectionId: "A",
    name: "Stalls",
    grade: "R",
    price: 1000,
    rows: Array.from({ length: rows }, (_, index) => ({ row: String(index + 1), from: 1, to: seats })),
  },
];

/** Numbers from 0 to 1, evenly spread and the same in every run (multiples of the golden ratio, without their whole part). */
const evenly = () => {
  let count = 0;
  return (): number => {
    count += 1;
    return (count * 0.618_033_988_749_895) % 1;
  };
};

/**
 * A crowd that asks for two seats at once: in each round everybody still without seats asks for theirs, and the first
 * to ask gets them. The others see what was taken before the round began. Returns how many have seats after each round.
 */
const servedByRound = (people: number, random: () => number): readonly number[] => {
  const sections = hall(40, 25);
  const taken = new Set<string>();
  let waiting = people;
  return Array.from({ length: TRIES }, (_, round) => {
    const seen = new Set(taken);
    const choices = Array.from({ length: waiting }, () =>
      nextBest({ quantity: 2, lost: new Set(), contests: Math.max(0, round - 1) }, sections, seen, KEPT, random()),
    );
    for (const choice of choices) {
      const seatIds = choice?.seatIds ?? [];
      if (seatIds.some((seatId) => taken.has(seatId))) continue;
      for (const seatId of seatIds) taken.add(seatId);
      waiting -= 1;
    }
    return people - waiting;
  });
};

describe("a crowd that loses the best seats to each other", () => {
  it("spreads out: of 40 people nearly all have seats within 8 tries", () => {
    const served = servedByRound(40, evenly());

    expect(served[3]).toBeGreaterThan(10);
    expect(served.at(-1)).toBeGreaterThanOrEqual(38);
  });

  it("positive control: without randomness one person is served in each try", () => {
    expect(servedByRound(40, () => 0)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});

describe("the next best seats", () => {
  const one = hall(1, 9);
  const ask = (contests: number, random: number, lost: readonly string[] = []) =>
    nextBest({ quantity: 2, lost: new Set(lost), contests }, one, new Set(), KEPT, random)?.seatIds;

  it("are the best for somebody who has lost nothing, whatever the random number", () => {
    expect(ask(0, 0.999)).toEqual(ask(0, 0));
  });

  it("are the best that are left for somebody who lost to a stale map, whatever the random number", () => {
    expect(ask(0, 0.999, ["A-1-4", "A-1-5"])).toEqual(ask(0, 0, ["A-1-4", "A-1-5"]));
  });

  it("differ by chance once others are known to compete", () => {
    expect(ask(1, 0.999)).not.toEqual(ask(1, 0));
  });

  it("are never seats that were lost", () => {
    expect(ask(1, 0, ["A-1-4", "A-1-5"])).not.toEqual(expect.arrayContaining(["A-1-4"]));
  });

  it("are the best there is if chance would pass over all that is left", () => {
    expect(ask(10, 0.999, ["A-1-5"])).toEqual(ask(0, 0, ["A-1-5"]));
  });
});
