import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { awaySeconds, waitCategory, waitRange } from "#web/booking/waiting/wait-range.ts";

describe("the range of a wait", () => {
  it.each([
    [{ low: 0, high: 60 }, { unit: "underMinute" }],
    [
      { low: 97, high: 183 },
      { unit: "minutes", low: 1, high: 4 },
    ],
    [
      { low: 290, high: 610 },
      { unit: "minutes", low: 4, high: 15 },
    ],
    [
      { low: 2840, high: 4250 },
      { unit: "minutes", low: 45, high: 75 },
    ],
    [
      { low: 5000, high: 9500 },
      { unit: "hours", low: 1, high: 3 },
    ],
    [
      { low: 14_000, high: 31_000 },
      { unit: "hours", low: 3.5, high: 9 },
    ],
  ])("%j is shown as %j", (wait, range) => {
    expect(waitRange(wait)).toEqual(range);
  });

  it("contains the wait that it is made of", () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), (low, more) => {
        const range = waitRange({ low, high: low + more });
        if (range.unit === "underMinute") return low + more <= 60;
        const seconds = range.unit === "minutes" ? 60 : 3600;
        return range.low * seconds <= low && range.high * seconds >= low + more && range.low < range.high;
      }),
    );
  });

  it("has a category by its middle", () => {
    const middles = [30, 61, 400, 1200, 2000, 5000, 10_000, 90_000];

    expect(middles.map((middle) => waitCategory({ low: middle, high: middle }))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it("lets nobody go away for less than two minutes, or for the whole of a wait", () => {
    expect([60, 159, 161, 3600].map((low) => awaySeconds({ low }))).toEqual([undefined, undefined, 120, 2700]);
  });
});
