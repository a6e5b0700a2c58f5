import { describe, expect, it } from "@jest/globals";
import { lowestPriceOf } from "#functions/catalog/rules/prices.ts";
import { categoriesLeft, type SaleSection, saleSectionOf, soldOutIn } from "#functions/seats/rules/categories-left.ts";
import { inventoryOf, sumOf } from "#functions/seats/rules/performance-inventory.ts";
import { sectionFrom } from "#functions/seats/rules/seat-layout.ts";
import { countOf } from "#functions/seats/rules/seat-occupancy.ts";
import { countsByCategory } from "#functions/seats/rules/section-availability.ts";
import { ALL_FREE, countStates, packedStates, stateText } from "#functions/seats/rules/section-state.ts";
import { NOW } from "#test/support/queue-states.ts";
import { standardPrices } from "#test/support/sections.ts";

/** Ten seats: the last four of category S, of which 9 and 10 are a unit, as are 1 and 2 of category R. */
const section = sectionFrom({
  sectionId: "A",
  category: "R",
  rows: [
    { row: "1", from: 1, to: 6 },
    { row: "2", from: 7, to: 10, category: "S" },
  ],
  accessible: [
    { seat: "1-1", companions: ["1-2"] },
    { seat: "2-9", companions: ["2-10"] },
  ],
});
const states = packedStates([
  { index: 1, state: "HELD" },
  { index: 2, state: "SOLD" },
  { index: 3, state: "BLOCKED" },
  { index: 6, state: "SOLD" },
]);

describe("the availability of a section", () => {
  it("counts by category what anybody may take, what others have, and the units that are whole", () => {
    expect(countsByCategory(section, states, true)).toEqual([
      { category: "R", free: 2, held: 1, sold: 1, accessibleUnits: 0 },
      { category: "S", free: 1, held: 0, sold: 1, accessibleUnits: 1 },
    ]);
  });

  it("has the seats of units among the free ones once they are no longer kept back", () => {
    expect(countsByCategory(section, states, false).map(({ free }) => free)).toEqual([3, 3]);
  });

  it("has the lowest price of a category's types", () => {
    const [standard] = standardPrices({ R: 150_000 });
    const youth = { ...standard?.types[0], priceType: "youth", amount: 90_000 };
    const prices = [{ ...standard, types: [...(standard?.types ?? []), youth] }] as ReturnType<typeof standardPrices>;

    expect(lowestPriceOf({ prices }, "R")).toBe(90_000);
    expect(lowestPriceOf({ prices }, "S")).toBeUndefined();
  });

  it("is written with a letter for each seat", () => {
    expect(stateText(states, 10)).toBe("AHSBAASAAA");
    expect(stateText(ALL_FREE, 3)).toBe("AAA");
    expect(countStates(states)).toEqual({ HELD: 1, SOLD: 2, BLOCKED: 1 });
  });
});

describe("the inventory of a performance", () => {
  const buyer = { reservationId: "res_1", userId: "mina" };
  const count = countOf([{ seatId: "A-1-1", index: 0, state: "SOLD", ...buyer }], NOW);
  const counted = {
    ...count,
    states: packedStates([
      { index: 0, state: "SOLD" },
      { index: 4, state: "BLOCKED" },
    ]),
  };
  const units = new Map([["A", section.accessible]]);

  it("has apart what is blocked and what is kept back", () => {
    expect(inventoryOf(20, new Map([["A", counted]]), units)).toEqual({
      capacity: 20,
      free: 15,
      held: 0,
      blocked: 1,
      keptBack: 3,
      accessibleUnits: 1,
      buyers: 1,
      holders: 0,
    });
  });

  it("has all units of a section that was never counted", () => {
    expect(inventoryOf(10, new Map(), units)).toMatchObject({ free: 6, keptBack: 4, accessibleUnits: 2 });
  });

  it("adds up over performances", () => {
    const one = inventoryOf(20, new Map([["A", counted]]), units);

    expect(sumOf([])).toMatchObject({ capacity: 0, free: 0, accessibleUnits: 0 });
    expect(sumOf([one, one])).toMatchObject({ capacity: 40, free: 30, blocked: 2, keptBack: 6, accessibleUnits: 2 });
  });
});

describe("the categories of which seats are left", () => {
  const sections = new Map([["A", saleSectionOf(section)]]);
  const taken = (...indexes: readonly number[]) =>
    new Map([["A", { states: packedStates(indexes.map((index) => ({ index, state: "SOLD" as const }))) }]]);
  const left = (...args: Parameters<typeof categoriesLeft>) => Object.fromEntries(categoriesLeft(...args));

  it("are those with a seat that is neither held, sold nor blocked", () => {
    expect(left(sections, new Map(), false)).toEqual({ R: true, S: true });
    expect(left(sections, taken(6, 7, 8, 9), false)).toEqual({ R: true, S: false });
    expect(left(sections, taken(0, 1, 2, 3, 4, 5), false)).toEqual({ R: false, S: true });
    expect(left(sections, new Map([["A", { states }]]), false)).toEqual({ R: true, S: true });
  });

  it("do not count seats that are kept back for people who need them, while they are", () => {
    expect(left(sections, taken(6, 7), true)).toEqual({ R: true, S: false });
    expect(left(sections, taken(6, 7), false)).toEqual({ R: true, S: true });
  });

  it("may be left in another section", () => {
    const plain: SaleSection = { capacity: 3, accessible: [], categories: ["S"] };
    const both = new Map<string, SaleSection>([...sections, ["B", plain]]);
    const full = { states: packedStates([0, 1, 2].map((index) => ({ index, state: "HELD" as const }))) };

    expect(left(both, taken(6, 7, 8, 9), true)).toEqual({ R: true, S: true });
    expect(left(both, new Map([...taken(6, 7, 8, 9), ["B", full] as const]), true)).toEqual({ R: true, S: false });
  });

  it("agree with the availability of the section", () => {
    for (const unitsAreKeptBack of [true, false]) {
      const counted = countsByCategory(section, states, unitsAreKeptBack);
      const expected = Object.fromEntries(counted.map(({ category, free }) => [category, free > 0]));
      expect(left(sections, new Map([["A", { states }]]), unitsAreKeptBack)).toEqual(expected);
    }
  });
});

describe("the categories that are sold out", () => {
  const date = (left: Readonly<Record<string, boolean>>) => new Map(Object.entries(left));

  it("are those of which no date has a seat left", () => {
    expect(soldOutIn([], [])).toEqual([]);
    expect(soldOutIn([date({ R: false, S: false, A: true }), date({ R: false, S: true })], [])).toEqual(["R"]);
    expect(soldOutIn([date({ S: true }), date({ S: false })], [])).toEqual([]);
  });

  it("are not those that go on sale later", () => {
    expect(soldOutIn([date({ R: false, S: false })], ["R", "A"])).toEqual(["S"]);
  });

  it("are as many as fit, whatever they are called", () => {
    const names = Array.from({ length: 90 }, (_, index) => `석`.repeat(18) + String(index).padStart(2, "0"));

    const soldOut = soldOutIn([date(Object.fromEntries(names.map((name) => [name, false])))], []);

    expect(soldOut).toEqual(names.slice(0, soldOut.length));
    expect(Buffer.byteLength(soldOut.join(""))).toBeLessThanOrEqual(1000);
    expect(soldOut.length).toBeGreaterThan(10);
  });
});
