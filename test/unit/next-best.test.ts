import { describe, expect, it } from "@jest/globals";
import type { SeatsOnSale } from "#functions/reservations/seating/best-available.ts";
import { nextBest } from "#functions/reservations/seating/next-best.ts";
import type { BestAvailable } from "#functions/reservations/seating/wish.ts";
import { findSeat, type Section, sectionFrom } from "#functions/seats/rules/seat-layout.ts";

const TRIES = 8;

const hall = (rows: number, seats: number): readonly Section[] => [
  sectionFrom({
    sectionId: "A",
    label: "Stalls",
    category: "R",
    rows: Array.from({ length: rows }, (_, index) => ({ row: String(index + 1), from: 1, to: seats })),
  }),
];

const standing = (capacity: number): readonly Section[] => [
  sectionFrom({ sectionId: "S", category: "V", standing: { capacity } }),
];

const onSale = (sections: readonly Section[], taken: ReadonlySet<string>): SeatsOnSale => {
  const indexes = new Map(
    sections.map((section) => [section, new Set([...taken].flatMap((id) => findSeat(section, id)?.index ?? []))]),
  );
  return {
    sections,
    takenIn: (section) => indexes.get(section) ?? new Set(),
    keptBack: { now: 0 },
    priceOf: () => 1000,
  };
};

/** Numbers from 0 to 1, evenly spread and the same in every run (multiples of the golden ratio, without their whole part). */
const evenly = () => {
  let count = 0;
  return (): number => {
    count += 1;
    return (count * 0.618_033_988_749_895) % 1;
  };
};

/** Numbers from 0 to 1 by chance, the same for the same seed: a linear congruential generator. */
const byChance = (seed: number) => {
  let state = seed * 2_654_435_761;
  return (): number => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
};

/** A crowd that asks for seats at once. */
interface Crowd {
  readonly people: number;
  readonly sections: readonly Section[];
  readonly wish: BestAvailable;
  /** Whether a request avoids what it has lost itself. */
  readonly remembersLosses?: boolean;
}

/**
 * In each round everybody still without seats asks for theirs, and the first to ask gets them. The others see what was
 * taken before the round began. Returns how many have seats after each round.
 */
const servedByRound = (
  { people, sections, wish, remembersLosses = false }: Crowd,
  random: () => number,
): readonly number[] => {
  const taken = new Set<string>();
  let waiting: (readonly string[])[] = Array.from({ length: people }, () => []);
  return Array.from({ length: TRIES }, (_, round) => {
    const seen = onSale(sections, new Set(taken));
    const contests = Math.max(0, round - 1);
    const choices = waiting.map((lost) => ({
      lost,
      choice: nextBest({ ...wish, lost: new Set(remembersLosses ? lost : []), contests }, seen, random()),
    }));
    waiting = choices.flatMap(({ lost, choice }) => {
      const seatIds = choice?.seatIds ?? [];
      if (seatIds.some((seatId) => taken.has(seatId))) return [[...lost, ...seatIds]];
      for (const seatId of seatIds) taken.add(seatId);
      return [];
    });
    return people - waiting.length;
  });
};

const PAIRS_OF_40 = { people: 40, sections: hall(40, 25), wish: { quantity: 2 } };

describe("a crowd that loses the best seats to each other", () => {
  it("spreads out: of 40 people nearly all have seats within 8 tries", () => {
    const served = servedByRound(PAIRS_OF_40, evenly());

    expect(served[3]).toBeGreaterThan(10);
    expect(served.at(-1)).toBeGreaterThanOrEqual(38);
  });

  it("positive control: without randomness one person is served in each try", () => {
    expect(servedByRound(PAIRS_OF_40, () => 0)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  describe.each([1, 2, 3])("standing, %s places each", (quantity) => {
    const crowd = { people: 300, sections: standing(1000), wish: { quantity, section: "S" }, remembersLosses: true };

    it("spreads out: all of 300 have places within 8 tries", () => {
      expect(servedByRound(crowd, evenly()).at(-1)).toBe(300);
    });

    it("spreads out by chance as well", () => {
      const served = Array.from({ length: 5 }, (_, seed) => servedByRound(crowd, byChance(seed)).at(-1));

      expect(served.filter((count) => count !== 300)).toEqual([]);
    });

    it("positive control: without randomness one of them is served in each try", () => {
      expect(servedByRound(crowd, () => 0)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    });
  });
});

describe("the next best seats", () => {
  const one = hall(1, 9);
  const ask = (contests: number, random: number, lost: readonly string[] = []) =>
    nextBest({ quantity: 2, lost: new Set(lost), contests }, onSale(one, new Set()), random)?.seatIds;

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

  it("of standing places are the lowest for somebody who has lost nothing, and near them after one loss", () => {
    const section = standing(1000);
    const places = (contests: number, ...lost: readonly string[]) =>
      nextBest({ quantity: 2, lost: new Set(lost), contests }, onSale(section, new Set()), 0.999)?.seatIds;

    expect(places(0)).toEqual(["S-0-1", "S-0-2"]);
    expect(places(0, "S-0-1")).toEqual(["S-0-64", "S-0-65"]);
    expect(places(3, "S-0-1")).toEqual(["S-0-998", "S-0-999"]);
  });
});
