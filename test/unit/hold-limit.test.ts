import { expect, it } from "@jest/globals";
import { mayBeginHold } from "#functions/reservations/rules/hold-limit.ts";

it.each([
  { begun: 0, max: 20, may: true, why: "the first hold may begin" },
  { begun: 19, max: 20, may: true, why: "the last that the limit allows may begin" },
  { begun: 20, max: 20, may: false, why: "one more may not" },
  { begun: 1000, max: 0, may: true, why: "any may begin where the limit is off" },
])("$why", ({ begun, max, may }) => {
  expect(mayBeginHold(begun, max)).toBe(may);
});
