import { expect, it } from "@jest/globals";
import { coolingUntil, isReleasedLate } from "#functions/reservations/rules/cool-down.ts";

const RULE = { expiredHoldsMax: 3, expiredHoldsSeconds: 900, coolDownSeconds: 600 };

it.each([
  { expiries: [], now: 5000, until: undefined, why: "nothing has expired" },
  { expiries: [4990, 4980], now: 5000, until: undefined, why: "two expiries are allowed" },
  { expiries: [4990, 4980, 4970], now: 5000, until: 5590, why: "three near each other are not; the latest one counts" },
  { expiries: [4990, 4980, 4090], now: 5000, until: undefined, why: "the first of three is 900 s before the latest" },
  { expiries: [4990, 4980, 4091], now: 5000, until: 5590, why: "the first of three is 899 s before the latest" },
  { expiries: [4400, 4390, 4380], now: 5000, until: undefined, why: "the cool-down is just over" },
  { expiries: [4401, 4390, 4380], now: 5000, until: 5001, why: "the cool-down has a second to go" },
])("$why", ({ expiries, now, until }) => {
  expect(coolingUntil(expiries, RULE, now)).toBe(until);
});

it("nobody cools down where the cool-down is off", () => {
  expect(coolingUntil([4990, 4980, 4970], { ...RULE, expiredHoldsMax: 0 }, 5000)).toBeUndefined();
});

it.each([
  { now: 1239, isLate: false, why: "a release before the last fifth of a hold is not late" },
  { now: 1240, isLate: true, why: "a release in the last fifth of a hold is late" },
  { now: 1299, isLate: true, why: "a release in the last second of a hold is late" },
])("$why", ({ now, isLate }) => {
  expect(isReleasedLate({ createdAt: 1000, expiresAt: 1300 }, now)).toBe(isLate);
});
