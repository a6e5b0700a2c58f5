/** What the choice of seats costs in CPU, in a hall of 90 sections of 1,000 seats. */
import type { SeatsOnSale } from "#functions/reservations/seating/best-available.ts";
import { nextBest } from "#functions/reservations/seating/next-best.ts";
import type { BestAvailable } from "#functions/reservations/seating/wish.ts";
import { type Section, sectionFrom, type TakenSeats } from "#functions/seats/rules/seat-layout.ts";
import { isTakenIn, packedStates } from "#functions/seats/rules/section-state.ts";

const SECTIONS = 90;
const ROWS = 50;
const SEATS_PER_ROW = 20;
const ROUNDS = 9;

const newHall = (): readonly Section[] =>
  Array.from({ length: SECTIONS }, (_, index) =>
    sectionFrom({
      sectionId: `S${index + 1}`,
      category: index % 3 === 0 ? "R" : "S",
      rows: Array.from({ length: ROWS }, (__, row) => ({ row: String(row + 1), from: 1, to: SEATS_PER_ROW })),
    }),
  );

/** Numbers from 0 to 1 by chance, the same in every run: a linear congruential generator. */
const byChance = () => {
  let state = 20_261_126;
  return (): number => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
};

/** States in which the seats are sold of which a function of their index says so. */
const statesOf = (hall: readonly Section[], isSold: (index: number) => boolean): ReadonlyMap<string, Uint8Array> =>
  new Map(
    hall.map(({ sectionId, seats }) => [
      sectionId,
      packedStates(seats.flatMap(({ index }) => (isSold(index) ? { index, state: "SOLD" as const } : []))),
    ]),
  );

const soldShare = (share: number) => {
  const random = byChance();
  return (): boolean => random() < share;
};

const onSale = (sections: readonly Section[], states: ReadonlyMap<string, Uint8Array>): SeatsOnSale => ({
  sections,
  takenIn: ({ sectionId }): TakenSeats => {
    const state = states.get(sectionId) ?? new Uint8Array();
    return { has: (index) => isTakenIn(state, index) };
  },
  keptBack: { now: 0 },
  priceOf: () => 1000,
});

/** Milliseconds of CPU of this process for one call: the median of some. */
const cpuMs = (act: () => unknown, rounds = ROUNDS): number => {
  const times = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    act();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
};

export interface ChoiceCost {
  readonly step: string;
  readonly ms: number;
  /** In passes over the states of all seats. */
  readonly passes: number;
}

const HALLS: readonly (readonly [string, (index: number) => boolean])[] = [
  ["an empty hall", () => false],
  ["half of it sold", soldShare(0.5)],
  ["pairs left everywhere", (index) => index % 3 === 2],
  ["nine of ten sold", soldShare(0.9)],
  ["99 of 100 sold", soldShare(0.99)],
];

const WISHES: readonly (readonly [string, BestAvailable])[] = [
  ["2 people", { quantity: 2 }],
  ["6 people", { quantity: 6 }],
  ["10 people of a category", { quantity: 10, category: "R" }],
];

/** Parties that lost before. */
const PASSED_OVER = [15, 255];

/** What one choice costs: the first of a process, one, and one that passes over the 15 best or as many as it may. */
export const choiceCosts = (): readonly ChoiceCost[] => {
  const hall = newHall();
  const full = onSale(hall, statesOf(hall, soldShare(0.9)));
  const pass = cpuMs(() => {
    for (const section of hall) {
      const taken = full.takenIn(section);
      for (let index = 0; index < section.seats.length; index += 1) taken.has(index);
    }
  });
  const costs: ChoiceCost[] = [];
  const add = (step: string, ms: number): void => {
    costs.push({ step, ms, passes: pass === 0 ? 0 : ms / pass });
  };
  add(
    "the first choice of a process",
    cpuMs(() => nextBest({ quantity: 2, lost: new Set(), seatsAhead: 0 }, full), 1),
  );
  for (const [name, isSold] of HALLS) {
    const sale = onSale(hall, statesOf(hall, isSold));
    for (const [who, wish] of WISHES) {
      add(
        `${name}, ${who}`,
        cpuMs(() => nextBest({ ...wish, lost: new Set(), seatsAhead: 0 }, sale)),
      );
      for (const passedOver of PASSED_OVER) {
        const seatsAhead = passedOver * wish.quantity;
        add(
          `${name}, ${who}, ${passedOver} ahead`,
          cpuMs(() => nextBest({ ...wish, lost: new Set(["S1-1-1"]), seatsAhead }, sale)),
        );
      }
    }
  }
  return costs;
};
