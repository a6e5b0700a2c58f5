/** What is left, and from which price: of sections, of categories, of the whole. Pure. */
import type { CallResult } from "#client/call-types.ts";
import type { CategoryPrices } from "#contract/prices.ts";
import type { Chart } from "#web/booking/seats/section-seats.ts";

export type Availability = CallResult<"readAvailability">["body"];

export interface Offer {
  readonly free: number;
  readonly capacity: number;
  readonly accessibleUnits: number;
  /** The lowest price of what is free, the first price type of each category counting; undefined if nothing is. */
  readonly fromPrice: number | undefined;
}

export interface CategoryOffer extends Offer {
  readonly category: string;
  readonly label: string;
  /** What a seat costs for which no other price type is named. */
  readonly price: number;
  readonly isStanding: boolean;
}

type Sections = Availability["sections"];
type Counts = Sections[number]["categories"][number];

/** By category, the price that everybody may have: the first price type, as in a hold that names none. */
export const standardPrices = (prices: readonly CategoryPrices[]): ReadonlyMap<string, number> =>
  new Map(prices.map(({ category, types }) => [category, types[0]?.amount ?? 0]));

const sum = (counts: readonly Counts[], of: "free" | "accessibleUnits"): number =>
  counts.reduce((total, each) => total + each[of], 0);

const fromPrice = (counts: readonly Counts[], prices: ReadonlyMap<string, number>): number | undefined => {
  const left = counts.filter(({ free }) => free > 0).map(({ category, price }) => prices.get(category) ?? price);
  return left.length === 0 ? undefined : Math.min(...left);
};

/** What each section offers. A section that the service says nothing of offers nothing. */
export const sectionOffers = (
  { sections }: Pick<Chart, "sections">,
  availability: Pick<Availability, "sections"> | undefined,
  prices: ReadonlyMap<string, number>,
): ReadonlyMap<string, Offer> => {
  const known = new Map(availability?.sections.map(({ sectionId, categories }) => [sectionId, categories]));
  return new Map(
    sections.map(({ sectionId, capacity }) => {
      const counts = known.get(sectionId) ?? [];
      return [
        sectionId,
        {
          capacity,
          free: sum(counts, "free"),
          accessibleUnits: sum(counts, "accessibleUnits"),
          fromPrice: fromPrice(counts, prices),
        },
      ];
    }),
  );
};

/** What each category offers, in the order of the chart. A category in standing and seated sections counts as seated. */
export const categoryOffers = (
  { sections, categories }: Pick<Chart, "sections" | "categories">,
  availability: Pick<Availability, "sections"> | undefined,
  prices: ReadonlyMap<string, number>,
): readonly CategoryOffer[] => {
  const counts = availability?.sections.flatMap((section) => section.categories) ?? [];
  const all = sections.flatMap((section) => section.categories.map((each) => ({ ...each, kind: section.kind })));
  const order = categories.map(({ category }) => category);
  const names = [...new Set([...order, ...all.map(({ category }) => category)])];
  const labels = new Map(categories.map(({ category, label }) => [category, label]));
  return names.flatMap((category) => {
    const parts = all.filter((each) => each.category === category);
    const own = counts.filter((each) => each.category === category);
    if (parts.length === 0) return [];
    return {
      category,
      label: labels.get(category) ?? category,
      price: prices.get(category) ?? own[0]?.price ?? 0,
      isStanding: parts.every(({ kind }) => kind === "STANDING"),
      capacity: parts.reduce((total, each) => total + each.capacity, 0),
      free: sum(own, "free"),
      accessibleUnits: sum(own, "accessibleUnits"),
      fromPrice: fromPrice(own, prices),
    };
  });
};

/** Sections of which the two say different things, whose seats may have changed. */
export const changedSections = (
  before: Pick<Availability, "sections"> | undefined,
  after: Pick<Availability, "sections">,
): readonly string[] => {
  const textOf = (sections: Sections) => new Map(sections.map((each) => [each.sectionId, JSON.stringify(each)]));
  const known = textOf(before?.sections ?? []);
  return [...textOf(after.sections)].filter(([id, text]) => known.get(id) !== text).map(([id]) => id);
};
