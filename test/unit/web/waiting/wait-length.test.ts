import { describe, expect, it } from "@jest/globals";
import { awaySeconds, waitCategory } from "#web/booking/waiting/wait-length.ts";

describe("the length of a wait", () => {
  it("has a category by its middle", () => {
    const middles = [30, 61, 400, 1200, 2000, 5000, 10_000, 90_000];

    expect(middles.map((middle) => waitCategory({ low: middle, high: middle }))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it("lets nobody go away for less than two minutes, or for the whole of a wait", () => {
    expect([60, 159, 161, 3600].map((low) => awaySeconds({ low }))).toEqual([undefined, undefined, 120, 2700]);
  });
});
