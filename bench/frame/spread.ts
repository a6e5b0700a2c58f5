/** Medians, percentiles and spreads of repeated measurements. */

export interface Spread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** The middle value, or the mean of the two in the middle. NaN of nothing. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length % 2 === 1) return sorted[Math.floor(middle)] ?? Number.NaN;
  return ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
};

/**
 * The value that this share of the values does not exceed, by the nearest rank. NaN of nothing.
 * @param share 0 to 1
 */
export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length) - 1)] ?? Number.NaN;

export const spreadOf = (values: readonly number[]): Spread => ({
  low: values.length === 0 ? Number.NaN : Math.min(...values),
  median: median(values),
  high: values.length === 0 ? Number.NaN : Math.max(...values),
});

/** Ratios of pairs that were measured one right after the other, so that both had the same neighbours. */
export const ratiosOf = (pairs: readonly (readonly [value: number, base: number])[]): Spread =>
  spreadOf(pairs.map(([value, base]) => value / base));
