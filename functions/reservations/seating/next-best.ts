/** The next best seats for somebody who lost the best ones to others. Pure. */

import { pickBest, type SeatsOnSale } from "#functions/reservations/seating/best-available.ts";
import { type Choice, standingChoice } from "#functions/reservations/seating/choice.ts";
import { sectionsMax } from "#functions/reservations/seating/group-split.ts";
import { forget, newMemory } from "#functions/reservations/seating/search-memory.ts";
import { standingFor, standingPlaces } from "#functions/reservations/seating/standing.ts";
import type { BestAvailable } from "#functions/reservations/seating/wish.ts";
import { findSeat, type Section, sectionOf, type TakenSeats } from "#functions/seats/rules/seat-layout.ts";

/** The most choices that are passed over where each is found quickly: seats side by side. */
const PASSED_MAX = 255;
/** The same where people have to be split into groups. */
const PASSED_SPLIT_MAX = 15;

/** What a request has lost so far. */
export interface Lost {
  readonly lost: ReadonlySet<string>;
  /** The seats that go to those who lost seats of the same section before, and have not got theirs yet. */
  readonly seatsAhead: number;
}

/**
 * `pickBest` offers everybody who asks at the same time the same seats, and all but one of them lose these. So a request that
 * has lost leaves the best choices to those who lost before it, and takes the next. In the test's crowds nearly everybody has
 * seats in the round after the first loss; without it one person gets seats in each round.
 *
 * If nobody is ahead it is the best there is, such as for somebody who lost to an earlier hold of their own.
 *
 * If more are ahead than there are choices it begins again with the best: some of those ahead may have given up.
 */
export const nextBest = (
  { lost, seatsAhead, ...wish }: BestAvailable & Lost,
  onSale: SeatsOnSale,
): Choice | undefined => {
  const partiesAhead = Math.ceil(seatsAhead / wish.quantity);
  const avoided = avoiding(onSale, lost);
  const standing = wish.accessible === true ? [] : standingFor(onSale.sections, wish);
  if (standing.length > 0) {
    const places = standingPlaces(standing, wish, avoided.takenIn, (parties) => partiesAhead % parties);
    return places && standingChoice(places);
  }
  const choices = bestChoices(wish, onSale, lost, partiesAhead);
  return choices[partiesAhead % choices.length];
};

/** The best choice, the best without its seats, and so on: one more than are to be passed over, or as many as there are. */
const bestChoices = (
  wish: BestAvailable,
  onSale: SeatsOnSale,
  lost: ReadonlySet<string>,
  toPass: number,
): readonly Choice[] => {
  const memory = newMemory();
  const passed = new Set(lost);
  const choices: Choice[] = [];
  for (;;) {
    const choice = pickBest(wish, avoiding(onSale, passed), memory);
    if (choice === undefined) return choices;
    choices.push(choice);
    if (choices.length > Math.min(toPass, isSideBySide(choice) ? PASSED_MAX : PASSED_SPLIT_MAX)) return choices;
    for (const seatId of choice.seatIds) passed.add(seatId);
    forget(memory, onSale.sections, choice.seatIds, sectionsMax(wish.quantity));
  }
};

const isSideBySide = ({ tier }: Choice): boolean => tier === "no-orphan" || tier === "adjacent";

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
