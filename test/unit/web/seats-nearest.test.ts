import { describe, expect, it } from "@jest/globals";
import { costAhead, nearestBy } from "#web/booking/seats/nearest.ts";

describe("the nearest", () => {
  const lengths = ["ccc", "a", "b", "dd"];

  it("has the lowest cost, and is the first of several", () => {
    expect(nearestBy(lengths, ({ length }) => length)).toBe("a");
    expect(nearestBy([], () => 0)).toBeUndefined();
  });

  it("costs no more than is allowed", () => {
    expect(nearestBy(lengths, ({ length }) => length, 1)).toBe("a");
    expect(nearestBy(lengths, ({ length }) => length, 0.5)).toBeUndefined();
    expect(nearestBy(lengths, () => Number.POSITIVE_INFINITY)).toBeUndefined();
  });

  it("is ahead in the direction of a key: what is aside counts more, what is behind not at all", () => {
    const right = [1, 0] as const;
    expect(costAhead([0, 0], right, [3, 0])).toBe(3);
    expect(costAhead([0, 0], right, [3, 1])).toBe(5);
    expect(costAhead([0, 0], right, [1, 3])).toBe(Number.POSITIVE_INFINITY);
    expect(costAhead([0, 0], right, [-1, 0])).toBe(Number.POSITIVE_INFINITY);
  });
});
