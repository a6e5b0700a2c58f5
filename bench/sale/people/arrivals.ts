/** When people come: by an open model, which is fixed before the run and waits for nobody. Pure. */
import type { Random } from "#simulation/random.ts";

export interface ArrivalRate {
  readonly perSecond: number;
  readonly seconds: number;
}

/**
 * A Poisson process: people come independently of each other, so some moments are busy and others are not.
 * @returns milliseconds from the start, in order
 */
export const poissonArrivals = ({ exponential }: Random, { perSecond, seconds }: ArrivalRate): readonly number[] => {
  const arrivals: number[] = [];
  for (let at = exponential(1 / perSecond); at < seconds; at += exponential(1 / perSecond)) arrivals.push(at * 1000);
  return arrivals;
};
