/** The next best seats for somebody who has lost the best ones to others. Pure. */

import type { KeptBack } from "#functions/reservations/seating/accessible-units.ts";
import { type BestAvailable, pickBest } from "#functions/reservations/seating/best-available.ts";
import type { Choice } from "#functions/reservations/seating/choice.ts";
import type { Section } from "#functions/seats/rules/seat-layout.ts";

/** The most choices that are passed over. */
const PASSED_OVER_MAX = 15;

/**
 * Everybody who asks at one time gets the same answer from `pickBest`, and all but one of them lose it. So who has lost
 * `rounds` times passes over up to 2^rounds - 1 of the best choices, at random: the crowd spreads out over ever more
 * places (the same idea as a random exponential back-off, in space). In the test's crowd of 40 nearly all have seats
 * after eight rounds; without chance it is one a round.
 *
 * @param random 0 or more, below 1
 */
export const nextBest = (
  { lost, rounds, ...best }: BestAvailable & { readonly lost: ReadonlySet<string>; readonly rounds: number },
  sections: readonly Section[],
  taken: ReadonlySet<string>,
  keptBack: KeptBack,
  random: number,
): Choice | undefined => {
  const avoided = new Set([...taken, ...lost]);
  const passedOver = Math.floor(random * Math.min(2 ** rounds, PASSED_OVER_MAX + 1));
  const first = pickBest(best, sections, avoided, keptBack);
  let choice = first;
  for (let passed = 0; passed < passedOver && choice !== undefined; passed += 1) {
    for (const seatId of choice.seatIds) avoided.add(seatId);
    choice = pickBest(best, sections, avoided, keptBack);
  }
  return choice ?? first;
};
