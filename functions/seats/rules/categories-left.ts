/** Of which categories seats are left that anybody may take. Pure. */
import { type AccessibleUnit, type Section, seatsOfUnit } from "#functions/seats/rules/seat-layout.ts";
import type { SectionCount } from "#functions/seats/rules/seat-occupancy.ts";
import { ALL_FREE, isTakenIn } from "#functions/seats/rules/section-state.ts";

/** What admission knows of a section: small, because it keeps every chart that is on sale. */
export interface SaleSection {
  readonly capacity: number;
  readonly accessible: readonly AccessibleUnit[];
  readonly categories: readonly string[];
  /** Of each seat, the place of its category among `categories`. Without it all seats are of the first. */
  readonly categoryOf?: Uint8Array | undefined;
}

export const saleSectionOf = ({ seats, accessible }: Pick<Section, "seats" | "accessible">): SaleSection => {
  const categories = [...new Set(seats.map(({ category }) => category))];
  const categoryOf = Uint8Array.from(seats, ({ category }) => categories.indexOf(category));
  return { capacity: seats.length, accessible, categories, ...(categories.length > 1 && { categoryOf }) };
};

/**
 * The categories of a performance, and whether a seat of each is left, in the order in which they first occur.
 * @param counts by section; a section that was never counted has all of its seats
 * @param unitsAreKeptBack whether the free seats of accessible units are kept for people who need them
 */
export const categoriesLeft = (
  sections: ReadonlyMap<string, SaleSection>,
  counts: ReadonlyMap<string, Pick<SectionCount, "states">>,
  unitsAreKeptBack: boolean,
): ReadonlyMap<string, boolean> => {
  const left = new Map<string, boolean>();
  for (const [sectionId, section] of sections) {
    for (const category of section.categories) left.set(category, left.get(category) ?? false);
    const wanted = section.categories.filter((category) => left.get(category) === false);
    const states = counts.get(sectionId)?.states ?? ALL_FREE;
    for (const category of leftAmong(wanted, section, states, unitsAreKeptBack)) left.set(category, true);
  }
  return left;
};

/** Which of some categories have a seat left in a section. The search ends with the last of them. */
const leftAmong = (
  wanted: readonly string[],
  { capacity, accessible, categories, categoryOf }: SaleSection,
  states: Uint8Array,
  unitsAreKeptBack: boolean,
): ReadonlySet<string> => {
  const kept = new Set(unitsAreKeptBack ? accessible.flatMap(seatsOfUnit) : []);
  const found = new Set<string>();
  for (let index = 0; index < capacity && found.size < wanted.length; index += 1) {
    const category = categories[categoryOf?.[index] ?? 0] ?? "";
    if (wanted.includes(category) && !isTakenIn(states, index) && !kept.has(index)) found.add(category);
  }
  return found;
};

/** So that the public queue stays small, whatever the categories are called: bytes of their names. */
const SOLD_OUT_BYTES_MAX = 1000;

/**
 * The categories of which no performance has a seat left, as many as fit.
 * @param onSale those of each performance that is on sale
 * @param later categories of performances that go on sale later: nobody can have taken those seats
 */
export const soldOutIn = (
  onSale: readonly ReadonlyMap<string, boolean>[],
  later: Iterable<string>,
): readonly string[] => {
  const left = new Map<string, boolean>();
  for (const [category, isLeft] of onSale.flatMap((each) => [...each])) {
    left.set(category, isLeft || left.get(category) === true);
  }
  for (const category of later) left.delete(category);
  const soldOut = [...left].flatMap(([category, isLeft]) => (isLeft ? [] : [category]));
  let bytes = 0;
  return soldOut.filter((category) => {
    bytes += Buffer.byteLength(category);
    return bytes <= SOLD_OUT_BYTES_MAX;
  });
};
