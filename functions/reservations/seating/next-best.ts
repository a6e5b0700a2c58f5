/** The next best seats for somebody who lost the best ones to others. Pure. */

import type { KeptBack } from "#functions/reservations/seating/accessible-units.ts";
import { type BestAvailable, pickBest } from "#functions/reservations/seating/best-available.ts";
import type { Choice } from "#functions/reservations/seating/choice.ts";
import type { Section } from "#functions/seats/rules/seat-layout.ts";

/** The most choices that are skipped. */
const SKIPPED_MAX = 15;

/**
 * `pickBest` offers everybody who asks at the same time the same seats, and all but one of them lose these. So a request
 * that has lost `contests` times to others skips up to 2^(contests + 1) - 1 of the best choices, at random: the crowd
 * spreads out over more and more of the hall, like random exponential back-off, but in space. In the test's crowd of 40
 * nearly all have seats after eight rounds; without randomness it is one per round.
 *
 * Losing seats that were chosen from a map a moment old shows nothing of the kind: they may have been one's own. The
 * next choice is then simply the best there is.
 *
 * @param contests how often seats were lost that were free when they were read for this request
 * @param random 0 or more, below 1
 */
export const nextBest = (
  { lost, contests, ...best }: BestAvailable & { readonly lost: ReadonlySet<string>; readonly contests: number },
  sections: readonly Section[],
  taken: ReadonlySet<string>,
  keptBack: KeptBack,
  random: number,
): Choice | undefined => {
  const avoided = new Set([...taken, ...lost]);
  const toSkip = contests === 0 ? 0 : Math.floor(random * Math.min(2 ** (contests + 1), SKIPPED_MAX + 1));
  const first = pickBest(best, sections, avoided, keptBack);
  let choice = first;
  for (let skipped = 0; skipped < toSkip && choice !== undefined; skipped += 1) {
    for (const seatId of choice.seatIds) avoided.add(seatId);
    choice = pickBest(best, sections, avoided, keptBack);
  }
  return choice ?? first;
};
