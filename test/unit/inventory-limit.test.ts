import { describe, expect, it } from "@jest/globals";
import { seatsPerPerson, servableBy, undecidedOf } from "#functions/queue/rules/inventory-limit.ts";
import { aQueue } from "#test/support/queue-states.ts";

const inventory = { capacity: 1000, free: 100, held: 200, buyers: 450, holders: 100 };

describe("servableBy", () => {
  it.each([
    ["expects expired holds to return a fifth of the free seats, at two seats a buyer", inventory, 120, 60],
    ["expects no more seats to return than are held", { ...inventory, held: 4 }, 120, 52],
    ["expects none to return at 100 percent", inventory, 100, 50],
    ["still offers the last seat to somebody", { ...inventory, free: 1, held: 0 }, 120, 1],
    ["offers nothing when nothing is free", { ...inventory, free: 0 }, 120, 0],
    [
      "offers accessible units that are left, a unit a person, when nothing else is free",
      { ...inventory, free: 0, keptBack: 12, accessibleUnits: 4 },
      120,
      4,
    ],
    ["does not take blocked or kept-back seats for sold ones", { ...inventory, blocked: 400, keptBack: 50 }, 100, 100],
    [
      "expects each buyer to take one seat before anybody has bought",
      { ...inventory, free: 1000, held: 0, buyers: 0 },
      120,
      1000,
    ],
  ])("%s", (_, seats, percent, expected) => {
    expect(servableBy(seats, percent)).toBe(expected);
  });
});

it("undecidedOf leaves out people who hold seats already", () => {
  expect(undecidedOf(150, inventory)).toBe(50);
  expect(undecidedOf(50, inventory)).toBe(0);
});

it("seatsPerPerson is three for two people at first and then what people have taken", () => {
  expect(seatsPerPerson(aQueue(), 0, { ...inventory, free: 1000 })).toBe(1.5);
  expect(seatsPerPerson(aQueue({ general: { served: 2050 } }), 50, inventory)).toBeCloseTo(0.45, 1);
});
