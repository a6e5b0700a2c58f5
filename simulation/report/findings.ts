/** What the figures of a simulation say, in sentences that the summary and the report share. */

import { count, decimal, duration } from "#simulation/report/figures.ts";
import type { Fairness, SimulationResult, Violation } from "#simulation/result.ts";

/** Below this a draw is called suspicious; a fair one is, by chance, one time in a hundred. */
const P_VALUE_MIN = 0.01;

/** What was simulated, and how long that took. */
export const scopeOf = ({ people, seats, virtualSeconds, realSeconds }: SimulationResult): string =>
  `${count(people.users)} users for ${count(seats.capacity)} seats, ${duration(virtualSeconds)} played in ${duration(realSeconds)}`;

export const soldOutOf = ({ seats }: SimulationResult): string =>
  seats.soldOutAt === null ? "not sold out" : duration(seats.soldOutAt);

export const orderOf = ({ inversions }: Fairness): string =>
  inversions === 0
    ? "Within each lane, everybody was admitted in the order of the numbers."
    : `${count(inversions)} pairs in one lane were admitted in another order than their numbers; it has to be none.`;

export const latecomersOf = ({ placesOffMedian, placesOffMax }: Fairness): string =>
  Number.isFinite(placesOffMedian) && Number.isFinite(placesOffMax)
    ? `Latecomers' numbers are ${count(placesOffMedian)} off their rank by second of joining in the median, ${count(placesOffMax)} at most.`
    : "Nobody came after the opening.";

export const drawOf = ({ lobbyChiSquared, lobbyPValue }: Fairness): string => {
  if (!Number.isFinite(lobbyChiSquared) || !Number.isFinite(lobbyPValue)) return "There was no draw to judge.";
  const figures = `chi-squared ${decimal(lobbyChiSquared)}, p ${decimal(lobbyPValue)}`;
  return lobbyPValue < P_VALUE_MIN
    ? `The number drawn depends on when one joined the lobby, more than by chance (${figures}).`
    : `The number drawn shows no dependence on when one joined the lobby (${figures}).`;
};

/** The invariants that were violated, each once. */
export const violatedOf = (violations: readonly Violation[]): readonly string[] =>
  [...new Set(violations.map(({ invariant }) => invariant))].toSorted();

const shellWord = (text: string): string =>
  /^[\w.,:/@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** The command that plays the same sale again. */
export const commandOf = (options: SimulationResult["options"]): string => {
  const words = Object.entries(options).map(([name, value]) => `--${name} ${shellWord(String(value))}`);
  return words.length === 0 ? "npm run simulate" : `npm run simulate -- ${words.join(" ")}`;
};
