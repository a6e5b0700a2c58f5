/** The best free seats for a party. Pure. docs/guides/best-available.md has drawings. */

import { bestUnit, type KeptBack, takenOrKeptBack } from "#functions/reservations/seating/accessible-units.ts";
import {
  blockChoice,
  type Choice,
  splitChoice,
  standingChoice,
  unitChoice,
} from "#functions/reservations/seating/choice.ts";
import {
  bestSplits,
  GROUP_MIN,
  joinedSplits,
  type Split,
  type Splits,
  sectionsMax,
} from "#functions/reservations/seating/group-split.ts";
import {
  type Chain,
  newMemory,
  remembered,
  type SearchMemory,
  type StretchOffer,
} from "#functions/reservations/seating/search-memory.ts";
import {
  type FreeRun,
  freeRuns,
  nearer,
  nearestBlock,
  nearestBlockWithoutOrphan,
  type SeatBlock,
} from "#functions/reservations/seating/seat-block.ts";
import { categoriesIn, hasWanted, standingFor, standingPlaces } from "#functions/reservations/seating/standing.ts";
import {
  type Span,
  type Stretch,
  type StretchPart,
  stretchesBySection,
  stretchesOf,
} from "#functions/reservations/seating/stretch.ts";
import type { BestAvailable } from "#functions/reservations/seating/wish.ts";
import type { Seat, Section, TakenSeats } from "#functions/seats/rules/seat-layout.ts";

/** The seats of a performance, as they are at a moment. */
export interface SeatsOnSale {
  /** All of the performance, as they lie beside each other. */
  readonly sections: readonly Section[];
  /** Asked for the sections that the wish allows, and for `sectionsBeside` them. */
  readonly takenIn: (section: Section) => TakenSeats;
  readonly keptBack: KeptBack;
  /** Won for a seat of a category. Only whether two are equal counts. */
  readonly priceOf: (category: string) => number;
}

/**
 * The best `quantity` free seats, by the first of these rules that finds any:
 *
 * 1. `no-orphan`: side by side, without leaving a single empty seat beside them; or at one table
 * 2. `adjacent`: side by side
 * 3. `nobody-alone`: everybody side by side with somebody of the party, or at a table with them, in one section: each
 *    group has a seat there, so a group may reach over a border
 * 4. `across-sections`: the same over neighbouring sections, at least two people in each, and no group over a border;
 *    of one price if possible, then over as few sections as possible. Does not apply if `section` is given.
 *
 * Seats are side by side within a block, and where a row goes on in another section (S7, stretch.ts). A table sold whole
 * goes to a party or a group of its size. Free seats that the wish does not allow are not chosen, but they are free: none
 * of them is left single, and none counts as taken.
 *
 * Within a rule the nearest to the focal point are chosen: the smallest sum of distances, each to the focal point of
 * the seat's own section (focal-distance.ts defines the distance). Ties go to fewer groups, then to the stretch of seats
 * that begins first in the layout, then to the seats that begin first; among splits of a section to the one whose last
 * group comes first, then is smaller. So the same input always has the same result.
 *
 * With `accessible` the result is one unit without a taken seat, by the rule of `bestUnit`. Without it, units that are
 * kept back count as taken. If the wish allows nothing but standing places, it gets the lowest.
 *
 * Undefined: no rule finds any. That is so for two or three people who can't sit side by side, since one of them would
 * sit alone.
 *
 * A caller that loses the seats to somebody else calls again with the lost seats among the taken, and gets the next best.
 * That ends, since there are fewer seats each time; how often to try is up to the caller.
 *
 * Looks at each seat twice at most, and at no seat of a row that can't be nearer than what was found. Where the party
 * finds no block, quantity² steps for each free run are added.
 *
 * @param memory of earlier searches for the same wish, in which fewer seats were taken, without what depends on those
 */
export const pickBest = (
  wish: BestAvailable,
  onSale: SeatsOnSale,
  memory: SearchMemory = newMemory(),
): Choice | undefined => {
  const { sections, takenIn } = onSale;
  const { quantity } = wish;
  const wanted = sections.filter((section) => hasWanted(section, wish));
  if (wish.accessible === true) {
    const unit = bestUnit(wanted, wish, takenIn);
    return unit && unitChoice(unit);
  }
  const standing = standingPlaces(standingFor(sections, wish), wish, takenIn);
  if (standing) return standingChoice(standing);

  const offerOf = stretchOffers(wish, onSale, memory);
  const { withoutOrphan, adjacent } = nearestBlocks(wish, onSale, offerOf);
  if (withoutOrphan) return blockChoice("no-orphan", withoutOrphan);
  if (adjacent) return blockChoice("adjacent", adjacent);

  const runsIn: RunsIn = (section, inSection) => {
    const stretches = stretchesBySection(sections).get(section) ?? [];
    return runsOfSection(
      section,
      stretches.flatMap((stretch) => offerOf(stretch).runs),
      inSection,
    );
  };
  const inOne = nearestInOneSection(wanted, runsIn, quantity, memory);
  if (inOne) return splitChoice("nobody-alone", inOne);
  const acrossSections = bestChain(wish, onSale, runsIn, memory);
  return acrossSections && splitChoice("across-sections", acrossSections);
};

/** What a stretch offers for a wish, found once. */
const stretchOffers = (
  wish: BestAvailable,
  { takenIn, keptBack }: SeatsOnSale,
  memory: SearchMemory,
): ((stretch: Stretch) => StretchOffer) => {
  const { quantity } = wish;
  const isTaken = oncePerSection((section) => takenOrKeptBack(section, takenIn(section), keptBack));
  const isWanted = wantedBy(wish);
  return (stretch) =>
    remembered(memory.stretches, stretch, () => {
      if (!stretch.parts.some(({ section }) => hasWanted(section, wish))) return NO_OFFER;
      const runs = freeRuns(stretch, isTaken, Math.min(quantity, GROUP_MIN), isWanted);
      let withoutOrphan: SeatBlock | undefined;
      let adjacent: SeatBlock | undefined;
      for (const run of runs) {
        withoutOrphan = nearer(withoutOrphan, nearestBlockWithoutOrphan(run, quantity));
        adjacent = nearer(adjacent, nearestBlock(run, quantity));
      }
      return { runs, withoutOrphan, adjacent };
    });
};

const NO_OFFER: StretchOffer = { runs: [], withoutOrphan: undefined, adjacent: undefined };

const nearestBlocks = (
  { quantity }: BestAvailable,
  { sections }: SeatsOnSale,
  offerOf: (stretch: Stretch) => StretchOffer,
): Pick<StretchOffer, "withoutOrphan" | "adjacent"> => {
  let withoutOrphan: SeatBlock | undefined;
  let adjacent: SeatBlock | undefined;
  for (const stretch of stretchesOf(sections)) {
    if (withoutOrphan && stretch.leastDistance * quantity >= withoutOrphan.distance) continue;
    const offer = offerOf(stretch);
    withoutOrphan = nearer(withoutOrphan, offer.withoutOrphan);
    adjacent = nearer(adjacent, offer.adjacent);
  }
  return { withoutOrphan, adjacent };
};

const oncePerSection = (find: (section: Section) => TakenSeats): ((section: Section) => TakenSeats) => {
  const known = new Map<Section, TakenSeats>();
  return (section) => {
    const taken = known.get(section) ?? find(section);
    known.set(section, taken);
    return taken;
  };
};

/** Undefined if every seat is wanted. */
const wantedBy = ({ section, category }: BestAvailable): ((seat: Seat) => boolean) | undefined =>
  section === undefined && category === undefined
    ? undefined
    : (seat) =>
        (section === undefined || seat.section === section) && (category === undefined || seat.category === category);

/** The part of a run that lies in a part of its stretch, if any does. */
const overlap = ({ from, to }: FreeRun, part: StretchPart): Span | undefined => {
  const span = { from: Math.max(from, part.from), to: Math.min(to, part.to) };
  return span.from <= span.to ? span : undefined;
};

/** The free runs of a section, each made into one by its part in the section. */
type RunsIn = (section: Section, inSection: (run: FreeRun, span: Span) => FreeRun) => readonly FreeRun[];

const runsOfSection = (
  section: Section,
  runs: readonly FreeRun[],
  inSection: (run: FreeRun, span: Span) => FreeRun,
): readonly FreeRun[] =>
  runs.flatMap((run) => {
    if (run.stretch.parts.length === 1) return run;
    const spans = run.stretch.parts.filter((part) => part.section === section).map((part) => overlap(run, part));
    return spans.flatMap((span) => (span === undefined ? [] : inSection(run, span)));
  });

const byDistance = (one: Split, other: Split): number =>
  one.distance - other.distance || one.groups.length - other.groups.length;

const nearestInOneSection = (
  sections: readonly Section[],
  runsIn: RunsIn,
  quantity: number,
  memory: SearchMemory,
): Split | undefined => {
  let nearest: Split | undefined;
  for (const section of sections) {
    const split = splitWithin(nearest?.distance ?? Number.POSITIVE_INFINITY, section, runsIn, quantity, memory);
    if (split && (nearest === undefined || byDistance(split, nearest) < 0)) nearest = split;
  }
  return nearest;
};

/** The best split in a section, unless it is known that there is none within the limit. */
const splitWithin = (
  limit: number,
  section: Section,
  runsIn: RunsIn,
  quantity: number,
  { splits }: SearchMemory,
): Split | undefined => {
  const known = splits.get(section);
  const isKnown =
    known !== undefined && (limit <= known.limit || (known.split?.distance ?? Number.POSITIVE_INFINITY) <= known.limit);
  if (isKnown) return known.split;
  const split = bestSplits(
    runsIn(section, (run, within) => ({ ...run, within })),
    quantity,
    limit,
  )[quantity];
  splits.set(section, { limit, split });
  return split;
};

/** The best split over two or more neighbouring sections. */
const bestChain = (
  wish: BestAvailable,
  { sections, priceOf }: SeatsOnSale,
  runsIn: RunsIn,
  { offers, chains }: SearchMemory,
): Split | undefined => {
  const { quantity } = wish;
  const offerOf = (section: Section): Offer => {
    if (!hasWanted(section, wish)) return undefined;
    const categories = wish.category === undefined ? [...categoriesIn(section)] : [wish.category];
    const best = remembered(offers, section, () =>
      bestSplits(
        runsIn(section, (run, span) => ({ ...run, ...span })),
        quantity,
      ),
    );
    return { prices: categories.map(priceOf), best };
  };
  return sections
    .flatMap((_, start) =>
      remembered(chains, start, () =>
        chainsFrom(sections.slice(start, start + sectionsMax(quantity)).map(offerOf), quantity),
      ),
    )
    .toSorted(
      (a, b) => Number(a.isMixed) - Number(b.isMixed) || a.sections - b.sections || byDistance(a.split, b.split),
    )[0]?.split;
};

/** The splits of a section; undefined if it is not wanted. */
type Offer = { readonly prices: readonly number[]; readonly best: Splits } | undefined;

/** The best split over the first two of some sections, over the first three, and so on. */
const chainsFrom = ([first, ...others]: readonly Offer[], quantity: number): readonly Chain[] => {
  const chains: Chain[] = [];
  let joined = first?.best;
  const prices = new Set(first?.prices);
  for (const [index, next] of others.entries()) {
    if (joined === undefined || next === undefined) break;
    joined = joinedSplits(joined, next.best);
    for (const price of next.prices) prices.add(price);
    const split = joined[quantity];
    if (split) chains.push({ split, sections: index + 2, isMixed: prices.size > 1 });
  }
  return chains;
};
