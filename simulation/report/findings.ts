/** The findings of a simulation, in sentences that the summary and the report share. */

import { count, decimal, duration } from "#simulation/report/number-format.ts";
import type { Fairness, SimulationResult, Violation } from "#simulation/result.ts";

/** A draw below this is called suspicious. That happens to a fair draw one time in a hundred. */
const P_VALUE_MIN = 0.01;

/** What was simulated, and how long it took. */
export const scopeOf = ({ people, seats, virtualSeconds, realSeconds }: SimulationResult): string =>
  `${count(people.users)} users for ${count(seats.capacity)} seats, ${duration(virtualSeconds)} simulated in ${duration(realSeconds)}`;

export const soldOutOf = ({ seats }: SimulationResult): string =>
  seats.soldOutAt === null ? "not sold out" : duration(seats.soldOutAt);

export const orderOf = ({ inversions }: Fairness): string =>
  inversions === 0
    ? "In each lane, everyone was admitted in the order of their numbers."
    : `${count(inversions)} pairs in one lane were admitted in another order than their numbers; there must be none.`;

export const latecomersOf = ({ placesOffMedian, placesOffMax }: Fairness): string =>
  Number.isFinite(placesOffMedian) && Number.isFinite(placesOffMax)
    ? `Latecomers' numbers differ from their rank by join time by ${count(placesOffMedian)} in the median, ${count(placesOffMax)} at most.`
    : "No one came after the opening.";

export const drawOf = ({ lobbyChiSquared, lobbyPValue }: Fairness): string => {
  if (!Number.isFinite(lobbyChiSquared) || !Number.isFinite(lobbyPValue)) return "There was no draw to check.";
  const statistics = `chi-squared ${decimal(lobbyChiSquared)}, p ${decimal(lobbyPValue)}`;
  return lobbyPValue < P_VALUE_MIN
    ? `The numbers drawn depend on the time of joining the lobby, more than by chance (${statistics}).`
    : `The numbers drawn do not depend on the time of joining the lobby (${statistics}).`;
};

/** The violated invariants, each once. */
export const violatedOf = (violations: readonly Violation[]): readonly string[] =>
  [...new Set(violations.map(({ invariant }) => invariant))].toSorted();

const shellWord = (text: string): string =>
  /^[\w.,:/@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** The command that simulates the same sale again. */
export const commandOf = (options: SimulationResult["options"]): string => {
  const words = Object.entries(options).map(([name, value]) => `--${name} ${shellWord(String(value))}`);
  return words.length === 0 ? "npm run simulate" : `npm run simulate -- ${words.join(" ")}`;
};
