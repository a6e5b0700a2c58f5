/** Standing places: equal places that are sold by quantity alone. Pure. */

import type { BestAvailable } from "#functions/reservations/seating/wish.ts";
import { findSeat, type Seat, type Section, type TakenSeats } from "#functions/seats/rules/seat-layout.ts";

/** The chosen places that nobody may choose: the service gives standing places out in order. */
export const chosenStandingPlaces = (sections: readonly Section[], chosen: readonly string[]): readonly string[] => {
  const standing = sections.filter(({ kind }) => kind === "STANDING");
  return chosen.filter((id) => standing.some((section) => findSeat(section, id) !== undefined));
};

const categoriesKnown = new WeakMap<Section, ReadonlySet<string>>();

/** The categories of a section's seats. */
export const categoriesIn = (section: Section): ReadonlySet<string> => {
  const known = categoriesKnown.get(section);
  if (known !== undefined) return known;
  const found = new Set(section.seats.map(({ category }) => category));
  categoriesKnown.set(section, found);
  return found;
};

/** Whether a section has seats that a wish allows. */
export const hasWanted = (
  section: Section,
  { section: wanted, category }: Pick<BestAvailable, "section" | "category">,
): boolean =>
  (wanted === undefined || section.sectionId === wanted) &&
  (category === undefined || categoriesIn(section).has(category));

/**
 * The standing sections for a wish. None if the wish allows a seat anywhere, taken or not: people who look for seats must
 * not end up standing.
 */
export const standingFor = (sections: readonly Section[], wish: BestAvailable): readonly Section[] => {
  const wanted = sections.filter((section) => hasWanted(section, wish));
  return wanted.every(({ kind }) => kind === "STANDING") ? wanted : [];
};

/** Free places of one section. */
export interface StandingPlaces {
  readonly section: Section;
  readonly places: readonly Seat[];
}

/**
 * The lowest free places of the first section that has enough. All of a party stand in one section.
 *
 * @param skip says of a number of parties for which places are free how many are passed over
 */
export const standingPlaces = (
  sections: readonly Section[],
  { quantity, category }: BestAvailable,
  takenIn: (section: Section) => TakenSeats,
  skip: (parties: number) => number = () => 0,
): StandingPlaces | undefined => {
  for (const section of sections) {
    const taken = takenIn(section);
    const free = section.seats.filter(
      (place) => (category === undefined || place.category === category) && !taken.has(place.index),
    );
    const parties = Math.floor(free.length / quantity);
    if (parties === 0) continue;
    const first = Math.min(skip(parties), parties - 1) * quantity;
    return { section, places: free.slice(first, first + quantity) };
  }
  return undefined;
};
