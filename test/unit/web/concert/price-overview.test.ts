import { expect, it } from "@jest/globals";
import type { PriceType } from "#contract/prices.ts";
import { priceOverview } from "#web/booking/concert/price-overview.ts";

const type = (priceType: string, amount: number): PriceType => ({
  priceType,
  name: { ko: priceType, en: priceType },
  amount,
  checkedAtDoor: false,
});

it("is of one amount where every date has it", () => {
  const performance = { prices: [{ category: "R", types: [type("standard", 66_000)] }], bookingFee: 2000 };
  expect(priceOverview([performance, performance])).toEqual({
    standard: [{ category: "R", low: 66_000, high: 66_000 }],
    others: [],
    fee: { low: 2000, high: 2000 },
    variesByDate: false,
  });
});

it("goes from the lowest date to the highest", () => {
  const weekday = {
    prices: [{ category: "R", types: [type("standard", 60_000), type("youth", 30_000)] }],
    bookingFee: 0,
  };
  const weekend = {
    prices: [
      { category: "R", types: [type("standard", 80_000), type("youth", 40_000)] },
      { category: "S", types: [type("standard", 50_000)] },
    ],
    bookingFee: 1000,
  };
  const overview = priceOverview([weekday, weekend]);
  expect(overview?.standard).toEqual([
    { category: "R", low: 60_000, high: 80_000 },
    { category: "S", low: 50_000, high: 50_000 },
  ]);
  expect(overview?.others.map(({ type: { priceType }, amounts }) => [priceType, amounts])).toEqual([
    ["youth", [{ category: "R", low: 30_000, high: 40_000 }]],
  ]);
  expect(overview?.fee).toEqual({ low: 0, high: 1000 });
  expect(overview?.variesByDate).toBe(true);
});

it("does not exist without a date", () => {
  expect(priceOverview([])).toBeUndefined();
});
