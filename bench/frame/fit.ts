/** How a figure grows: the exponent of the power law that fits best. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * The slope of the least-squares line through the logarithms: 1 if `y` grows with `x`, 2 if with its square, 0 if it is flat.
 * NaN of fewer than two different x. Points with a value of 0 have no logarithm and are left out.
 */
export const exponentOf = (points: readonly Point[]): number => {
  const logs = points.filter(({ x, y }) => x > 0 && y > 0).map(({ x, y }) => ({ x: Math.log(x), y: Math.log(y) }));
  const mean = (of: (point: Point) => number): number => logs.reduce((sum, point) => sum + of(point), 0) / logs.length;
  const [meanX, meanY] = [mean(({ x }) => x), mean(({ y }) => y)];
  const covariance = logs.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0);
  const variance = logs.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  return variance === 0 ? Number.NaN : covariance / variance;
};
