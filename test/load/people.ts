import type { Random } from "#simulation/random.ts";

/** What a person in the crowd is going to do, decided before the run. */
export interface Person {
  readonly name: string;
  /** Devices that join at the same moment. */
  readonly devices: 1 | 2;
  readonly plan: Plan;
}

export type Plan =
  /** Waits for the turn, stays inside for a while and leaves, so that the queue drains. */
  | { readonly kind: "visits"; readonly staySeconds: number }
  /** Leaves while waiting, when this share of the people ahead has been served, 0 to 1. */
  | { readonly kind: "gives up"; readonly afterShare: number };

export interface CrowdShape {
  readonly users: number;
  /** Share of people who join from two devices at once, 0 to 1. */
  readonly duplicates: number;
  /** Share of people who leave while they wait, 0 to 1. */
  readonly leavers: number;
}

const STAY_SECONDS_MIN = 0.5;
const STAY_SECONDS_MAX = 2.5;

const planOf = (leavers: number, { uniform }: Random): Plan => {
  const [leaving, howLong] = [uniform(), uniform()];
  return leaving < leavers
    ? { kind: "gives up", afterShare: howLong }
    : { kind: "visits", staySeconds: STAY_SECONDS_MIN + howLong * (STAY_SECONDS_MAX - STAY_SECONDS_MIN) };
};

/** Makes a crowd. Each person takes the same number of random numbers, so a larger crowd starts with the same people. */
export const crowdOf = ({ users, duplicates, leavers }: CrowdShape, random: Random): readonly Person[] =>
  Array.from({ length: users }, (_, index) => ({
    name: `crowd-${String(index + 1).padStart(5, "0")}`,
    devices: random.uniform() < duplicates ? 2 : 1,
    plan: planOf(leavers, random),
  }));
