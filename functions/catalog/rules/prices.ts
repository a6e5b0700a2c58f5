/** What the seats of a performance cost. Pure. */
import type { PriceList } from "#contract/prices.ts";
import { Problem } from "#functions/shared/problem.ts";

/** The only price type of a category that has one price for everybody. */
const STANDARD = { priceType: "standard", name: { ko: "일반", en: "Standard" }, checkedAtDoor: false } as const;

export interface Prices {
  readonly prices: PriceList;
  /** Won for each seat, on top of its price. */
  readonly bookingFee: number;
}

/** The price of a category's first price type, in won; undefined if the performance does not sell the category. */
export const firstPriceOf = ({ prices }: Pick<Prices, "prices">, category: string): number | undefined =>
  prices.find((each) => each.category === category)?.types[0]?.amount;

/** The lowest price of a category, in won; undefined if the performance does not sell the category. */
export const lowestPriceOf = ({ prices }: Pick<Prices, "prices">, category: string): number | undefined => {
  const types = prices.find((each) => each.category === category)?.types;
  return types && Math.min(...types.map(({ amount }) => amount));
};

interface PricedSection {
  readonly category?: string | undefined;
  readonly price?: number | undefined;
}

const refuse = (message: string): never => {
  throw new Problem("VALIDATION_FAILED", { errors: [{ field: "body.prices", message }] });
};

/**
 * The price list that a request describes: as a list, or by the prices of its sections, each for the section's category.
 * @param categories those of the seats, each of which needs a price
 * @throws Problem VALIDATION_FAILED if a category has no price, two prices, or no seats
 */
export const priceListOf = (
  listed: PriceList | undefined,
  sections: readonly PricedSection[],
  categories: readonly string[],
): PriceList => {
  const prices = [...(listed ?? [])];
  for (const { category, price } of sections) {
    if (price === undefined) continue;
    if (category === undefined) return refuse("A section with a price needs a category.");
    const known = prices.find((each) => each.category === category);
    if (known === undefined) prices.push({ category, types: [{ ...STANDARD, amount: price }] });
    else if (known.types[0]?.amount !== price)
      return refuse(`Category ${category} has two prices. Use two categories.`);
  }
  const unpriced = categories.find((category) => !prices.some((each) => each.category === category));
  if (unpriced !== undefined) return refuse(`Category ${unpriced} has seats, but no price.`);
  const unknown = prices.find(({ category }) => !categories.includes(category));
  if (unknown !== undefined) return refuse(`Category ${unknown.category} has a price, but no seats.`);
  return prices;
};
