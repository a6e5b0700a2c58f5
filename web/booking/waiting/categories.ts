/** The prices of a concert by category, over all of its performances that still go on. Pure. */
import type { PriceList } from "#contract/prices.ts";

export interface CategoryLine {
  readonly category: string;
  /** The lowest and the highest price of a seat for everybody, in won. */
  readonly low: number;
  readonly high: number;
  readonly isSoldOut: boolean;
}

export interface PricedPerformance {
  readonly calledOff: boolean;
  readonly prices: PriceList;
}

/** Dearest first, as a hall lists them. A price that not everybody may have is no price of the category. */
export const categoryLines = (
  performances: readonly PricedPerformance[],
  soldOut: readonly string[],
): readonly CategoryLine[] => {
  const prices = new Map<string, number[]>();
  for (const { calledOff, prices: list } of performances) {
    if (calledOff) continue;
    for (const { category, types } of list) {
      const standard = types[0]?.amount;
      if (standard !== undefined) prices.set(category, [...(prices.get(category) ?? []), standard]);
    }
  }
  return Array.from(prices, ([category, amounts]) => ({
    category,
    low: Math.min(...amounts),
    high: Math.max(...amounts),
    isSoldOut: soldOut.includes(category),
  })).toSorted((one, other) => other.high - one.high || one.category.localeCompare(other.category));
};
