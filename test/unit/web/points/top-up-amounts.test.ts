import { describe, expect, it } from "@jest/globals";
import { missingWon, quickAmounts, sensibleAmount, typedAmount } from "#web/booking/points/top-up-amounts.ts";

describe("what is missing", () => {
  it("is the price less the balance, and never below 0", () => {
    expect(missingWon(0, 132_000)).toBe(132_000);
    expect(missingWon(100_000, 132_000)).toBe(32_000);
    expect(missingWon(132_000, 132_000)).toBe(0);
    expect(missingWon(500_000, 132_000)).toBe(0);
  });
});

describe("amounts for a top-up", () => {
  it.each([
    [1, 1000],
    [3200, 4000],
    [9999, 10_000],
    [10_000, 10_000],
    [32_000, 40_000],
    [132_000, 140_000],
  ])("begins with %i won as %i", (missing, amount) => {
    expect(sensibleAmount(missing)).toBe(amount);
  });

  it("always covers what is missing", () => {
    for (let missing = 1; missing < 400_000; missing += 977) {
      for (const amount of quickAmounts(missing)) expect(amount).toBeGreaterThanOrEqual(missing);
      expect(quickAmounts(missing)).toContain(sensibleAmount(missing));
    }
  });

  it("offers each amount once, smallest first", () => {
    expect(quickAmounts(32_000)).toEqual([32_000, 40_000, 50_000, 100_000]);
    expect(quickAmounts(100_000)).toEqual([100_000]);
    expect(quickAmounts(132_000)).toEqual([132_000, 140_000, 150_000, 200_000]);
    expect(quickAmounts(0)).toEqual([10_000, 30_000, 50_000, 100_000]);
  });

  it("offers nothing above what the service takes", () => {
    expect(quickAmounts(12_000_000, 10_000_000)).toEqual([10_000_000]);
    expect(quickAmounts(0, 30_000)).toEqual([10_000, 30_000]);
  });

  it.each([
    ["50,000", 50_000],
    ["50000원", 50_000],
    ["₩ 50 000", 50_000],
    ["５００００", 50_000],
    ["", undefined],
    ["0", undefined],
    ["-5000", undefined],
    ["many", undefined],
    ["9999999999999", undefined],
  ])("reads %p as %p", (text, amount) => {
    expect(typedAmount(text)).toBe(amount);
  });
});
