/** Who comes when, to do what: from the seed alone, so that every run with it has the same people. Pure. */
import { type ArrivalRate, poissonArrivals } from "#bench/sale/people/arrivals.ts";
import { type Plan, planOf, warmUpPlans } from "#bench/sale/people/plans.ts";
import { newRandom } from "#simulation/random.ts";

export interface Crowd {
  readonly plans: readonly Plan[];
  /** When each of them comes, in milliseconds from the start. */
  readonly arrivals: readonly number[];
  /** How long they think before most requests; between these two, each time by chance. */
  readonly thinkSeconds: { readonly min: number; readonly max: number };
}

/** Shorter than people think. Longer would only mean more people inside, at the same number of requests a second. */
const THINK_SECONDS = { min: 0.5, max: 2.5 };
const WARM_UP_PER_SECOND = 2;

export const crowdOf = ({ seed, ...rate }: ArrivalRate & { readonly seed: number }): Crowd => {
  const random = newRandom(seed);
  const arrivals = poissonArrivals(random, rate);
  return { arrivals, plans: arrivals.map(() => planOf(random)), thinkSeconds: THINK_SECONDS };
};

/** One person of each kind, so that every call has been made once before anything is measured. */
export const warmUpCrowd = (): Crowd => {
  const plans = warmUpPlans();
  const arrivals = plans.map((_, index) => (1000 * index) / WARM_UP_PER_SECOND);
  return { plans, arrivals, thinkSeconds: { min: 0, max: 0 } };
};
