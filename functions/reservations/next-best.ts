/** The next best seats for somebody who has lost the best ones to others. Pure. */
import type { Section } from "#functions/concerts/seat-layout.ts";
import type { KeptBack } from "#functions/reservations/accessible-units.ts";
import { type BestAvailable, pickBest } from "#functions/reservations/best-available.ts";
import type { Choice } from "#functions/reservations/choice.ts";

/** The most choices that are passed over. */
const PASSED_OVER_MAX = 15;

/**
 * Everybody who asks at one time gets the same answer from `pickBest`, and all but one of them lose it. So who has lost
 * `rounds` times passes over up to 2^rounds - 1 of the best choices, at random: the crowd spreads out over as many
 * places as there are people about (the same idea as a random exponential back-off, in space).
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
