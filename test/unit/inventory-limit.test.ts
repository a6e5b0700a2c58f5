import { describe, expect, it } from "@jest/globals";
import { chanceOf, seatsPerPerson, servableBy, undecidedOf } from "#functions/queue/rules/inventory-limit.ts";
import { aQueue } from "#test/support/queue-states.ts";

const inventory = { capacity: 1000, free: 100, held: 200, buyers: 450, holders: 100 };

describe("servableBy", () => {
  it.each([
    ["counts on holds that expiry for a fifth of the free seats, two seats a buyer", inventory, 120, 60],
    ["counts on no more expiring seats than are held", { ...inventory, held: 4 }, 120, 52],
    ["counts on none at 100 percent", inventory, 100, 50],
    ["still offers the last seat to somebody", { ...inventory, free: 1, held: 0 }, 120, 1],
    ["offers nothing when nothing is free", { ...inventory, free: 0 }, 120, 0],
    [
      "takes each for a buyer of one before anybody has bought",
      { ...inventory, free: 1000, held: 0, buyers: 0 },
      120,
      1000,
    ],
  ])("%s", (_, seats, percent, expected) => {
    expect(servableBy(seats, percent)).toBe(expected);
  });
});

it("undecidedOf leaves out who holds seats already", () => {
  expect(undecidedOf(150, inventory)).toBe(50);
  expect(undecidedOf(50, inventory)).toBe(0);
});

it("seatsPerPerson is three for two people at first and then what people have taken", () => {
  expect(seatsPerPerson(aQueue(), 0, { ...inventory, free: 1000 })).toBe(1.5);
  expect(seatsPerPerson(aQueue({ general: { served: 2050 } }), 50, inventory)).toBeCloseTo(0.45, 1);
});

describe("chanceOf", () => {
  const stats = { ...aQueue().stats, undecided: 100, seatsPerPerson: 0.5, seatsLeft: 500, seatsHeld: 200 };

  it.each([
    ["likely", 0],
    ["likely", 649],
    ["possible", 650],
    ["possible", 1365],
    ["unlikely", 1366],
    ["unlikely", 1e6],
  ])("is %s with %p people ahead", (chance, ahead) => {
    expect(chanceOf(stats, ahead)).toBe(chance);
  });

  it("hopes for holds that expiry when no seat is left, and for nothing when all are sold", () => {
    expect(chanceOf({ ...stats, undecided: 0, seatsLeft: 0 }, 0)).toBe("possible");
    expect(chanceOf({ ...stats, undecided: 0, seatsLeft: 0, seatsHeld: 0 }, 0)).toBe("unlikely");
  });
});
