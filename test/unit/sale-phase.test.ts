import { expect, it } from "@jest/globals";
import { opensLater, salePhase } from "#functions/catalog/rules/sale-phase.ts";

const times = { salesOpenAt: 100, salesCloseAt: 200, cancellableUntil: 300 };

it.each([
  { now: 99, mayHold: false, extendableTo: undefined, mayCancel: true, why: "before sales open" },
  { now: 100, mayHold: true, extendableTo: 200, mayCancel: true, why: "when sales open" },
  { now: 199, mayHold: true, extendableTo: 200, mayCancel: true, why: "in the last second of sales" },
  { now: 200, mayHold: false, extendableTo: undefined, mayCancel: true, why: "when sales close" },
  { now: 299, mayHold: false, extendableTo: undefined, mayCancel: true, why: "in the last second for cancellations" },
  { now: 300, mayHold: false, extendableTo: undefined, mayCancel: false, why: "when cancellations end" },
])("S8: what may happen $why", ({ now, mayHold, extendableTo, mayCancel }) => {
  expect(salePhase(times, now)).toEqual({ mayHold, extendableTo, mayCancel });
});

it("says whether sales open later", () => {
  expect([99, 100, 200].map((now) => opensLater(times, now))).toEqual([true, false, false]);
  expect(opensLater({ ...times, calledOffAt: 50 }, 99)).toBe(false);
});
