/** The prices of a concert over all of its dates. Pure. */
import type { CategoryPrices, PriceType } from "#contract/prices.ts";

/** In won; both are the same where the price is the same on every date. */
export interface AmountRange {
  readonly low: number;
  readonly high: number;
}

export interface CategoryAmount extends AmountRange {
  readonly category: string;
}

/** A price type that somebody has to choose: what its name and conditions are, and its price in each category. */
export interface OtherPrice {
  readonly type: PriceType;
  readonly amounts: readonly CategoryAmount[];
}

export interface PriceOverview {
  /** The price of each category for everybody. */
  readonly standard: readonly CategoryAmount[];
  readonly others: readonly OtherPrice[];
  /** The booking fee of a seat. */
  readonly fee: AmountRange;
  readonly variesByDate: boolean;
}

interface Priced {
  readonly prices: readonly CategoryPrices[];
  readonly bookingFee: number;
}

const widened = (range: AmountRange | undefined, amount: number): AmountRange =>
  range === undefined
    ? { low: amount, high: amount }
    : { low: Math.min(range.low, amount), high: Math.max(range.high, amount) };

const isRange = ({ low, high }: AmountRange): boolean => low !== high;

interface Row {
  readonly category: string;
  readonly type: PriceType;
  /** The first type of a category is the price for which nothing has to be chosen. */
  readonly isStandard: boolean;
}

const rowsOf = (performances: readonly Priced[]): readonly Row[] =>
  performances.flatMap(({ prices }) =>
    prices.flatMap(({ category, types }) => types.map((type, index) => ({ category, type, isStandard: index === 0 }))),
  );

const amountsOf = (rows: readonly Row[]): readonly CategoryAmount[] => {
  const ranges = new Map<string, AmountRange>();
  for (const { category, type } of rows) ranges.set(category, widened(ranges.get(category), type.amount));
  return [...ranges].map(([category, range]) => ({ category, ...range }));
};

const othersOf = (rows: readonly Row[]): readonly OtherPrice[] => {
  const types = new Map(rows.map(({ type }) => [type.priceType, type]));
  return [...types.values()].map((type) => ({
    type,
    amounts: amountsOf(rows.filter((row) => row.type.priceType === type.priceType)),
  }));
};

/** @returns undefined if there is no performance */
export const priceOverview = (performances: readonly Priced[]): PriceOverview | undefined => {
  let fee: AmountRange | undefined;
  for (const { bookingFee } of performances) fee = widened(fee, bookingFee);
  if (fee === undefined) return undefined;
  const rows = rowsOf(performances);
  const standard = amountsOf(rows.filter(({ isStandard }) => isStandard));
  const others = othersOf(rows.filter(({ isStandard }) => !isStandard));
  const all = [...standard, ...others.flatMap(({ amounts }) => amounts), fee];
  return { standard, others, fee, variesByDate: all.some(isRange) };
};
