/** What a promotion takes off each seat of a reservation. Pure. */
import { isFor, type Promotion } from "#functions/promotions/rules/promotion.ts";

/** A seat, as far as a discount depends on it. */
export interface DiscountedSeat {
  readonly category: string;
  /** Won, without the booking fee. */
  readonly price: number;
}

/**
 * The discount of each seat in won, in the order of the seats: never more than its price, and nothing for a seat of
 * another category. The same seats in the same order always get the same discounts.
 */
export const discountsOf = (seats: readonly DiscountedSeat[], promotion: Promotion): readonly number[] => {
  const { percentOff, amountOff } = promotion;
  const prices = seats.map(({ category, price }) => (isFor(promotion, category) ? price : 0));
  if (percentOff !== undefined) return prices.map((price) => Math.floor((price * percentOff) / 100));
  return sharesOf(amountOff ?? 0, prices);
};

/**
 * Splits an amount over seats, as evenly as their prices allow: from the cheapest seat to the dearest, each gets an equal
 * share of what is left, rounded down, or its price if that is less. Together they get the amount, or all of their
 * prices if these are less.
 */
const sharesOf = (amount: number, prices: readonly number[]): readonly number[] => {
  const fromCheapest = prices.map((_, index) => index).toSorted((a, b) => (prices[a] ?? 0) - (prices[b] ?? 0));
  const shares = new Map<number, number>();
  let left = amount;
  for (const [position, index] of fromCheapest.entries()) {
    const share = Math.min(prices[index] ?? 0, Math.floor(left / (prices.length - position)));
    shares.set(index, share);
    left -= share;
  }
  return prices.map((_, index) => shares.get(index) ?? 0);
};
