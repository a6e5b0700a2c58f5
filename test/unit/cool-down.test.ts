import { expect, it } from "@jest/globals";
import { coolingUntil } from "#functions/reservations/rules/cool-down.ts";

const RULE = { expiredHoldsMax: 3, expiredHoldsSeconds: 900, coolDownSeconds: 600 };

it.each([
  { expiries: [], now: 5000, until: undefined, why: "nothing has expired" },
  { expiries: [4990, 4980], now: 5000, until: undefined, why: "two expiries are let pass" },
  { expiries: [4990, 4980, 4970], now: 5000, until: 5590, why: "three near each other are not; the last one counts" },
  { expiries: [4990, 4980, 4090], now: 5000, until: undefined, why: "the first of three is 900 s before the last" },
  { expiries: [4990, 4980, 4091], now: 5000, until: 5590, why: "the first of three is 899 s before the last" },
  { expiries: [4400, 4390, 4380], now: 5000, until: undefined, why: "the pause is over to the second" },
  { expiries: [4401, 4390, 4380], now: 5000, until: 5001, why: "the pause has a second to go" },
])("$why", ({ expiries, now, until }) => {
  expect(coolingUntil(expiries, RULE, now)).toBe(until);
});

it("nobody cools down where any number of holds may expiry", () => {
  expect(coolingUntil([4990, 4980, 4970], { ...RULE, expiredHoldsMax: 0 }, 5000)).toBeUndefined();
});
