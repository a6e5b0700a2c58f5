import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { exponentOf } from "#bench/frame/fit.ts";

const grown = (exponent: number, factor = 3) => [2, 8, 32, 100].map((x) => ({ x, y: factor * x ** exponent }));

describe("the exponent of a growth", () => {
  test("is that of the power law that the points follow, whatever their unit", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: 0.01, max: 1000, noNaN: true }),
        (exponent, factor) => {
          expect(exponentOf(grown(exponent, factor))).toBeCloseTo(exponent, 6);
        },
      ),
    );
  });

  test("is little disturbed by points beside the law", () => {
    const points = grown(1).map(({ x, y }, index) => ({ x, y: y * (index % 2 === 0 ? 1.1 : 0.9) }));
    expect(exponentOf(points)).toBeGreaterThan(0.9);
    expect(exponentOf(points)).toBeLessThan(1.1);
  });

  test("is not known from one point, and zeros do not count", () => {
    expect(exponentOf([{ x: 2, y: 4 }])).toBeNaN();
    expect(exponentOf([])).toBeNaN();
    expect(exponentOf([{ x: 5, y: 0 }, ...grown(2)])).toBeCloseTo(2, 6);
  });
});
