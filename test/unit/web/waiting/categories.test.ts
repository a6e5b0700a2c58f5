import { describe, expect, it } from "@jest/globals";
import type { CategoryPrices } from "#contract/prices.ts";
import { categoryLines } from "#web/booking/waiting/categories.ts";

const prices = (category: string, ...amounts: readonly number[]): CategoryPrices => ({
  category,
  types: amounts.map((amount, index) => ({
    priceType: `type-${index}`,
    name: { ko: "일반", en: "Standard" },
    amount,
    checkedAtDoor: false,
  })),
});

describe("the prices of a concert by category", () => {
  it("range over its performances, dearest first, with those sold out marked", () => {
    const lines = categoryLines(
      [
        { calledOff: false, prices: [prices("S", 90_000, 50_000), prices("R", 150_000)] },
        { calledOff: false, prices: [prices("S", 80_000)] },
      ],
      ["R"],
    );

    expect(lines).toEqual([
      { category: "R", low: 150_000, high: 150_000, isSoldOut: true },
      { category: "S", low: 80_000, high: 90_000, isSoldOut: false },
    ]);
  });

  it("leave out performances that were called off", () => {
    expect(categoryLines([{ calledOff: true, prices: [prices("S", 90_000)] }], [])).toEqual([]);
  });
});
