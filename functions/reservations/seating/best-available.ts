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
  type FreeRun,
  freeRuns,
  nearer,
  nearestBlock,
  nearestBlockWithoutOrphan,
  type SeatBlock,
} from "#functions/reservations/seating/seat-block.ts";
import { categoriesIn, hasWanted, standingFor, standingPlaces } from "#functions/reservations/seating/standing.ts";
import { type Span, type StretchPart, stretchesOf } from "#functions/reservations/seating/stretch.ts";
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
 */
export const pickBest = (wish: BestAvailable, onSale: SeatsOnSale): Choice | undefined => {
  const { sections, takenIn } = onSale;
  const { quantity } = wish;
  const wanted = sections.filter((section) => hasWanted(section, wish));
  if (wish.accessible === true) {
    const unit = bestUnit(wanted, wish, takenIn);
    return unit && unitChoice(unit);
  }
  const standing = standingPlaces(standingFor(sections, wish), wish, takenIn);
  if (standing) return standingChoice(standing);

  const { withoutOrphan, adjacent, runs } = search(wish, onSale);
  if (withoutOrphan) return blockChoice("no-orphan", withoutOrphan);
  if (adjacent) return blockChoice("adjacent", adjacent);

  const inOne = nearestInOneSection(wanted, runs, quantity);
  if (inOne) return splitChoice("nobody-alone", inOne);
  const acrossSections = bestChain(offersOf(wish, onSale, runs), quantity);
  return acrossSections && splitChoice("across-sections", acrossSections);
};

interface Search {
  readonly withoutOrphan: SeatBlock | undefined;
  readonly adjacent: SeatBlock | undefined;
  /** All free runs that a party can use, if neither of the others was found. */
  readonly runs: readonly FreeRun[];
}

const search = (wish: BestAvailable, { sections, takenIn, keptBack }: SeatsOnSale): Search => {
  const { quantity } = wish;
  const isTaken = oncePerSection((section) => takenOrKeptBack(section, takenIn(section), keptBack));
  const isWanted = wantedBy(wish);
  let withoutOrphan: SeatBlock | undefined;
  let adjacent: SeatBlock | undefined;
  const found: FreeRun[] = [];
  for (const stretch of stretchesOf(sections)) {
    if (!stretch.parts.some(({ section }) => hasWanted(section, wish))) continue;
    if (withoutOrphan && stretch.leastDistance * quantity >= withoutOrphan.distance) continue;
    for (const run of freeRuns(stretch, isTaken, Math.min(quantity, GROUP_MIN), isWanted)) {
      withoutOrphan = nearer(withoutOrphan, nearestBlockWithoutOrphan(run, quantity));
      adjacent = nearer(adjacent, nearestBlock(run, quantity));
      found.push(run);
    }
  }
  return { withoutOrphan, adjacent, runs: found };
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

/** The free runs by section, each made into one by its part in the section. */
const bySection = (
  runs: readonly FreeRun[],
  inSection: (run: FreeRun, span: Span) => FreeRun,
): ReadonlyMap<string, readonly FreeRun[]> => {
  const found = new Map<string, FreeRun[]>();
  for (const run of runs) {
    for (const part of run.stretch.parts) {
      const span = overlap(run, part);
      if (span === undefined) continue;
      const known = found.get(part.section.sectionId);
      const own = run.stretch.parts.length === 1 ? run : inSection(run, span);
      if (known) known.push(own);
      else found.set(part.section.sectionId, [own]);
    }
  }
  return found;
};

const byDistance = (one: Split, other: Split): number =>
  one.distance - other.distance || one.groups.length - other.groups.length;

const nearestInOneSection = (
  sections: readonly Section[],
  runs: readonly FreeRun[],
  quantity: number,
): Split | undefined => {
  const touching = bySection(runs, (run, within) => ({ ...run, within }));
  let nearest: Split | undefined;
  for (const { sectionId } of sections) {
    const split = bestSplits(touching.get(sectionId) ?? [], quantity, nearest?.distance)[quantity];
    if (split && (nearest === undefined || byDistance(split, nearest) < 0)) nearest = split;
  }
  return nearest;
};

/** The splits of each section, in the order of the layout; undefined for a section that is not wanted. */
type Offers = readonly ({ readonly prices: readonly number[]; readonly best: Splits } | undefined)[];

const offersOf = (wish: BestAvailable, { sections, priceOf }: SeatsOnSale, runs: readonly FreeRun[]): Offers => {
  const cut = bySection(runs, (run, span) => ({ ...run, ...span }));
  return sections.map((section) => {
    if (!hasWanted(section, wish)) return undefined;
    const categories = wish.category === undefined ? [...categoriesIn(section)] : [wish.category];
    const best = bestSplits(cut.get(section.sectionId) ?? [], wish.quantity);
    return { prices: categories.map(priceOf), best };
  });
};

/** The best split over two or more neighbouring sections. */
const bestChain = (offers: Offers, quantity: number): Split | undefined =>
  offers
    .flatMap((_, start) => chainsFrom(offers.slice(start, start + sectionsMax(quantity)), quantity))
    .toSorted(
      (a, b) => Number(a.isMixed) - Number(b.isMixed) || a.sections - b.sections || byDistance(a.split, b.split),
    )[0]?.split;

interface Chain {
  readonly split: Split;
  /** The number of sections that it covers. */
  readonly sections: number;
  /** Whether the wanted seats of the sections differ in price. */
  readonly isMixed: boolean;
}

/** The best split over the first two of some sections, over the first three, and so on. */
const chainsFrom = ([first, ...others]: Offers, quantity: number): readonly Chain[] => {
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
