import { expect, it } from "@jest/globals";
import { coolingUntil } from "#functions/reservations/rules/cool-down.ts";

const RULE = { lapsedHoldsMax: 3, lapsedHoldsSeconds: 900, coolDownSeconds: 600 };

it.each([
  { lapses: [], now: 5000, until: undefined, why: "nothing has lapsed" },
  { lapses: [4990, 4980], now: 5000, until: undefined, why: "two lapses are let pass" },
  { lapses: [4990, 4980, 4970], now: 5000, until: 5590, why: "three near each other are not; the last one counts" },
  { lapses: [4990, 4980, 4090], now: 5000, until: undefined, why: "the first of three is 900 s before the last" },
  { lapses: [4990, 4980, 4091], now: 5000, until: 5590, why: "the first of three is 899 s before the last" },
  { lapses: [4400, 4390, 4380], now: 5000, until: undefined, why: "the pause is over to the second" },
  { lapses: [4401, 4390, 4380], now: 5000, until: 5001, why: "the pause has a second to go" },
])("$why", ({ lapses, now, until }) => {
  expect(coolingUntil(lapses, RULE, now)).toBe(until);
});

it("nobody cools down where any number of holds may lapse", () => {
  expect(coolingUntil([4990, 4980, 4970], { ...RULE, lapsedHoldsMax: 0 }, 5000)).toBeUndefined();
});
