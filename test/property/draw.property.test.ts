import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { commitmentOf, drawnNumber } from "#functions/queue/draw.ts";

const seed = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString("hex"));

describe("the draw", () => {
  it("Q7: is a bijection on the lobby for any seed and size", () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 1, max: 400 }), (key, lobbySize) => {
        const numbers = Array.from({ length: lobbySize }, (_, index) => drawnNumber(key, lobbySize, index + 1));

        expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: lobbySize }, (_, index) => index + 1));
      }),
      { numRuns: 40 },
    );
  });

  it("Q7: gives each place to the first arrival about equally often", () => {
    const lobbySize = 8;
    const draws = 4000;
    const counts = Array.from({ length: lobbySize }, () => 0);
    for (let index = 0; index < draws; index += 1) {
      const key = index.toString(16).padStart(64, "0");
      const place = drawnNumber(key, lobbySize, 1) - 1;
      counts[place] = (counts[place] ?? 0) + 1;
    }
    const expected = draws / lobbySize;
    const chiSquared = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);

    // The seeds are fixed, so this can't fail by chance; 24.3 is the 99.9 % point for 7 degrees of freedom.
    expect(chiSquared).toBeLessThan(24.3);
  });

  it("Q7: another seed gives another order, and another commitment", () => {
    const order = (key: string) => Array.from({ length: 50 }, (_, index) => drawnNumber(key, 50, index + 1));
    const [one, other] = ["11".repeat(32), "22".repeat(32)];

    expect(order(one)).not.toEqual(order(other));
    expect(commitmentOf(one)).not.toBe(commitmentOf(other));
    // echo -n … | xxd -r -p | sha256sum
    expect(commitmentOf(one)).toBe("02d449a31fbb267c8f352e9968a79e3e5fc95c1bbeaa502fd6454ebde5a4bedc");
  });

  it("refuses an arrival that is not in the lobby", () => {
    expect(() => drawnNumber("11".repeat(32), 5, 6)).toThrow(RangeError);
    expect(() => drawnNumber("11".repeat(32), 5, 0)).toThrow(RangeError);
  });
});
