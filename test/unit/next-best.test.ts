import { describe, expect, it } from "@jest/globals";
import { aheadOf } from "#functions/contests/rules/contest.ts";
import type { SeatsOnSale } from "#functions/reservations/seating/best-available.ts";
import { nextBest } from "#functions/reservations/seating/next-best.ts";
import type { BestAvailable } from "#functions/reservations/seating/wish.ts";
import { findSeat, type Section, sectionFrom } from "#functions/seats/rules/seat-layout.ts";

const ROUNDS = 8;

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

/** A crowd that asks for seats at once. */
interface Crowd {
  readonly people: number;
  readonly sections: readonly Section[];
  readonly wish: BestAvailable;
  /** Whether those who lose learn how many are ahead. */
  readonly knowsAhead?: boolean;
}

/**
 * In each round everybody still without seats asks for theirs, and the first to ask gets them. The others see what was
 * taken before the round began. Returns how many have seats after each round.
 */
const servedByRound = ({ people, sections, wish, knowsAhead = true }: Crowd): readonly number[] => {
  const { quantity } = wish;
  const taken = new Set<string>();
  let wanted = 0;
  let gotBefore: number | undefined;
  let waiting: (readonly string[])[] = Array.from({ length: people }, () => []);
  return Array.from({ length: ROUNDS }, () => {
    const got = taken.size;
    const seen = onSale(sections, new Set(taken));
    const enter = (): number => {
      wanted += quantity;
      gotBefore ??= got;
      return aheadOf({ wants: quantity, got }, { wanted, gotBefore });
    };
    waiting = waiting.flatMap((lost) => {
      const seatsAhead = knowsAhead && lost.length > 0 ? enter() : 0;
      const seatIds = nextBest({ ...wish, lost: new Set(lost), seatsAhead }, seen)?.seatIds ?? [];
      if (seatIds.some((seatId) => taken.has(seatId))) return [[...lost, ...seatIds]];
      for (const seatId of seatIds) taken.add(seatId);
      return [];
    });
    return people - waiting.length;
  });
};

const ONE_IN_EACH = [1, 2, 3, 4, 5, 6, 7, 8];
const CROWDS: readonly (readonly [string, Crowd])[] = [
  ["40 people in a section", { people: 40, sections: hall(40, 25), wish: { quantity: 2 } }],
  ["100 people in a section", { people: 100, sections: hall(40, 25), wish: { quantity: 2 } }],
  ...[1, 2, 3].map(
    (quantity) =>
      [
        `300 people standing, ${quantity} places each`,
        { people: 300, sections: standing(1000), wish: { quantity, section: "S" } },
      ] as const,
  ),
];

describe("a crowd that loses the best seats to each other", () => {
  it.each(CROWDS)(
    "spreads out: of %s one has seats after the first round, and nearly all after the third",
    (_, crowd) => {
      const served = servedByRound(crowd);

      expect(served[0]).toBe(1);
      expect(served[2]).toBeGreaterThanOrEqual(0.95 * crowd.people);
      expect(served.at(-1)).toBe(crowd.people);
    },
  );

  it.each(CROWDS)("positive control: if nobody knows who is ahead, one of %s is served in each round", (_, crowd) => {
    expect(servedByRound({ ...crowd, knowsAhead: false })).toEqual(ONE_IN_EACH);
  });
});

describe("the next best seats", () => {
  const one = hall(1, 9);
  const ask = (seatsAhead: number, lost: readonly string[] = []) =>
    nextBest({ quantity: 2, lost: new Set(lost), seatsAhead }, onSale(one, new Set()))?.seatIds;

  it("are the best that are left if nobody is ahead", () => {
    expect(ask(0)).toEqual(["A-1-4", "A-1-5"]);
    // 1 would be left single by 2-3.
    expect(ask(0, ["A-1-4", "A-1-5"])).toEqual(["A-1-6", "A-1-7"]);
  });

  it("are those behind the best for each party ahead, who may be of another size", () => {
    const inTurn = [ask(0), ask(2), ask(4)];

    expect(new Set(inTurn.flat()).size).toBe(6);
    expect(ask(1)).toEqual(ask(2));
  });

  it("are never seats that were lost", () => {
    expect(ask(2, ["A-1-4", "A-1-5"])).not.toEqual(expect.arrayContaining(["A-1-4"]));
  });

  it("begin again with the best if more are ahead than there are choices", () => {
    const choices = [0, 2, 4, 6].map((seatsAhead) => ask(seatsAhead));

    expect([8, 10].map((seatsAhead) => ask(seatsAhead))).toEqual(choices.slice(0, 2));
  });

  it("of standing places are the lowest behind those ahead", () => {
    const section = standing(1000);
    const places = (seatsAhead: number) =>
      nextBest({ quantity: 2, lost: new Set(["S-0-1"]), seatsAhead }, onSale(section, new Set(["S-0-1"])))?.seatIds;

    expect(places(0)).toEqual(["S-0-2", "S-0-3"]);
    expect(places(62)).toEqual(["S-0-64", "S-0-65"]);
  });
});
