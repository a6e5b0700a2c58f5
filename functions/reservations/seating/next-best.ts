/** The next best seats for somebody who lost the best ones to others. Pure. */

import { pickBest, type SeatsOnSale } from "#functions/reservations/seating/best-available.ts";
import { type Choice, standingChoice } from "#functions/reservations/seating/choice.ts";
import { sectionsMax } from "#functions/reservations/seating/group-split.ts";
import { forget, newMemory } from "#functions/reservations/seating/search-memory.ts";
import { standingFor, standingPlaces } from "#functions/reservations/seating/standing.ts";
import type { BestAvailable } from "#functions/reservations/seating/wish.ts";
import { findSeat, type Section, sectionOf, type TakenSeats } from "#functions/seats/rules/seat-layout.ts";

/** The most choices that are skipped. */
const SKIPPED_MAX = 15;

/** Over how many parties' places somebody spreads who lost standing places once. */
const STANDING_SPREAD = 32;
/** How much wider it is with each contest. Whole sections, of 1,000 places at most, within three. */
const STANDING_SPREAD_GROWTH = 4;

/** What a request has lost so far. */
export interface Lost {
  readonly lost: ReadonlySet<string>;
  /** How often seats were lost that were free when they were read for this request. */
  readonly contests: number;
}

/**
 * `pickBest` offers everybody who asks at the same time the same seats, and all but one of them lose these. So a request
 * that has lost `contests` times to others skips up to 2^(contests + 1) - 1 of the best choices, at random: the crowd
 * spreads out over more and more of the hall, like random exponential back-off, but in space. In the test's crowd of 40
 * nearly all have seats after eight rounds; without randomness it is one per round.
 *
 * Losing seats that were chosen from a map a moment old shows nothing of the kind: they may have been one's own. The
 * next choice is then simply the best there is.
 *
 * Standing places are equal, so nobody loses by getting another, and a crowd asks for one section: there a request
 * spreads over 32 parties' places after the first loss, and over four times as many with each contest.
 *
 * @param random 0 or more, below 1
 */
export const nextBest = (
  { lost, contests, ...wish }: BestAvailable & Lost,
  onSale: SeatsOnSale,
  random: number,
): Choice | undefined => {
  const { sections } = onSale;
  const avoided = avoiding(onSale, lost);
  const standing = wish.accessible === true ? [] : standingFor(sections, wish);
  if (standing.length > 0) {
    const spread = lost.size === 0 ? 0 : STANDING_SPREAD * STANDING_SPREAD_GROWTH ** contests;
    const skip = (parties: number): number => Math.floor(random * Math.min(spread, parties));
    const places = standingPlaces(standing, wish, avoided.takenIn, skip);
    return places && standingChoice(places);
  }
  const toSkip = contests === 0 ? 0 : Math.floor(random * Math.min(2 ** (contests + 1), SKIPPED_MAX + 1));
  const memory = newMemory();
  const first = pickBest(wish, avoided, memory);
  let choice = first;
  const skipped = new Set(lost);
  for (let count = 0; count < toSkip && choice !== undefined; count += 1) {
    for (const seatId of choice.seatIds) skipped.add(seatId);
    forget(memory, sections, choice.seatIds, sectionsMax(wish.quantity));
    choice = pickBest(wish, avoiding(onSale, skipped), memory);
  }
  return choice ?? first;
};

/** The same seats on sale, with some more of them taken. */
const avoiding = (onSale: SeatsOnSale, seatIds: ReadonlySet<string>): SeatsOnSale => {
  if (seatIds.size === 0) return onSale;
  const bySection = Map.groupBy(seatIds, sectionOf);
  const takenIn = (section: Section): TakenSeats => {
    const taken = onSale.takenIn(section);
    const own = bySection.get(section.sectionId);
    if (own === undefined) return taken;
    const avoided = new Set(own.flatMap((id) => findSeat(section, id)?.index ?? []));
    return { has: (index) => avoided.has(index) || taken.has(index) };
  };
  return { ...onSale, takenIn };
};
