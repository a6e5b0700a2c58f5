import { describe, expect, it } from "@jest/globals";
import { nextPortion } from "#functions/reservations/rules/round.ts";

const portion = (all: readonly string[], after: string, itemsMax = 2) =>
  nextPortion(all, (key) => key, { after, itemsMax });

describe("a round over several runs", () => {
  it("takes on a portion in the order of the keys, and goes on after it", () => {
    expect(portion(["d", "b", "a", "c"], "")).toEqual({ items: ["a", "b"], after: "b" });
    expect(portion(["d", "b", "a", "c", "e"], "b")).toEqual({ items: ["c", "d"], after: "d" });
  });

  it("is over with its last item, and another one begins", () => {
    expect(portion(["a", "b", "c", "d"], "b")).toEqual({ items: ["c", "d"], after: "" });
    expect(portion([], "")).toEqual({ items: [], after: "" });
  });

  it("passes over nothing when what was last is gone, or something comes before it", () => {
    expect(portion(["a", "aa", "c"], "b")).toEqual({ items: ["c"], after: "" });
  });
});
