/** What each person is going to do, decided before the run. Pure. */
import type { Random } from "#simulation/random.ts";

export type Goal = "buy" | "release" | "look" | "leave the queue";

export interface Plan {
  readonly goal: Goal;
  /** Chooses seats from the map, or has the service choose. */
  readonly choosesSeats: boolean;
  /** How many seats. */
  readonly seats: number;
  /** Tries to pay with an empty balance first, and tops up once that was refused. */
  readonly paysFirst: boolean;
  /** Of all random numbers of the person, so that nobody's depend on who else was faster. */
  readonly seed: number;
}

/** How many of a hundred people have each goal. */
export const GOALS: readonly (readonly [Goal, weight: number])[] = [
  ["buy", 70],
  ["release", 10],
  ["look", 12],
  ["leave the queue", 8],
];
/** Of a hundred people who hold seats. */
export const CHOOSE_PERCENT = 60;
/** Of a hundred people who buy. All others top up before they pay. */
export const PAY_FIRST_PERCENT = 20;
/** How many of a hundred people want 1, 2, 3 and 4 seats. */
export const SEATS: readonly number[] = [25, 50, 10, 15];
export const SEATS_MAX = SEATS.length;

const SEED_MAX = 2 ** 32 - 1;

/** The index of the weight that a number from 0 to the sum of the weights falls on. */
const weighted = (weights: readonly number[], at: number): number => {
  let left = at;
  const index = weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return index === -1 ? weights.length - 1 : index;
};

/** Takes the same number of random numbers for each person, so a longer sale begins with the same people. */
export const planOf = ({ uniform, percent, between }: Random): Plan => {
  const goal = GOALS[
    weighted(
      GOALS.map(([, weight]) => weight),
      100 * uniform(),
    )
  ]?.[0] as Goal;
  return {
    goal,
    seats: 1 + weighted(SEATS, 100 * uniform()),
    choosesSeats: percent(CHOOSE_PERCENT),
    paysFirst: percent(PAY_FIRST_PERCENT),
    seed: between(0, SEED_MAX),
  };
};

/** Each goal once with seats of one's own choice and once with the best ones. */
export const warmUpPlans = (): readonly Plan[] =>
  GOALS.flatMap(([goal]) =>
    [true, false].map((choosesSeats, index) => ({
      goal,
      choosesSeats,
      seats: 1,
      paysFirst: choosesSeats,
      seed: index,
    })),
  );
