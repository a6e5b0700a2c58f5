/** The best free seats for a party. Pure. docs/guides/best-available.md has drawings. */

import { bestUnit, type KeptBack, takenOrKeptBack } from "#functions/reservations/seating/accessible-units.ts";
import { blockChoice, type Choice, splitChoice, unitChoice } from "#functions/reservations/seating/choice.ts";
import { leastDistance, seatingRows } from "#functions/reservations/seating/focal-distance.ts";
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
import type { Section, TakenSeats } from "#functions/seats/rules/seat-layout.ts";

export interface BestAvailable {
  /** 1 or more. */
  readonly quantity: number;
  /** Seats of this section only. */
  readonly section?: string | undefined;
  /** Seats of this grade only. */
  readonly grade?: string | undefined;
  /** An accessible seat with companion seats, `quantity` seats together. */
  readonly accessible?: boolean | undefined;
}

/**
 * The best `quantity` free seats, by the first of these rules that finds any:
 *
 * 1. `no-orphan`: side by side in one row, without leaving a single empty seat beside them
 * 2. `adjacent`: side by side in one row
 * 3. `nobody-alone`: in one section, everybody with a neighbour of the party in the same row
 * 4. `across-sections`: the same over neighbouring sections, at least two people in each; of one price if possible,
 *    then over as few sections as possible. Does not apply if `section` is given.
 *
 * Within a rule the nearest to the focal point are chosen: the smallest sum of distances, each to the focal point of
 * the seat's own section (focal-distance.ts defines the distance). Ties go to fewer groups, then to the section listed
 * first, the row listed first, the lowest number; among splits of a section to the one whose last group comes first,
 * then is smaller. So the same input always has the same result.
 *
 * With `accessible` the result is one unit without a taken seat, by the rule of `bestUnit`. Without it, units that are
 * kept back count as taken.
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
 * @param sections all of the performance, as they lie beside each other
 */
export const pickBest = (
  { quantity, section, grade, accessible = false }: BestAvailable,
  sections: readonly Section[],
  taken: TakenSeats,
  keptBack: KeptBack,
): Choice | undefined => {
  const isWanted = (each: Section): boolean =>
    (section === undefined || each.sectionId === section) && (grade === undefined || each.grade === grade);
  const wanted = sections.filter(isWanted);
  if (accessible) {
    const unit = bestUnit(wanted, quantity, taken);
    return unit && unitChoice(unit);
  }

  const { withoutOrphan, adjacent, runs } = search(wanted, quantity, (each) => takenOrKeptBack(each, taken, keptBack));
  if (withoutOrphan) return blockChoice("no-orphan", withoutOrphan);
  if (adjacent) return blockChoice("adjacent", adjacent);

  const { nearest, offers } = splitsOf(sections, runs, quantity);
  if (nearest) return splitChoice("nobody-alone", nearest);
  const acrossSections = bestChain(offers, quantity);
  return acrossSections && splitChoice("across-sections", acrossSections);
};

interface Search {
  readonly withoutOrphan: SeatBlock | undefined;
  readonly adjacent: SeatBlock | undefined;
  /** All free runs that a party can use, if neither of the others was found. */
  readonly runs: ReadonlyMap<Section, readonly FreeRun[]>;
}

const search = (sections: readonly Section[], quantity: number, takenIn: (section: Section) => TakenSeats): Search => {
  let withoutOrphan: SeatBlock | undefined;
  let adjacent: SeatBlock | undefined;
  const runs = new Map<Section, FreeRun[]>();
  for (const section of sections) {
    const taken = takenIn(section);
    const found: FreeRun[] = [];
    for (const row of seatingRows(section)) {
      if (withoutOrphan && leastDistance(row, quantity) >= withoutOrphan.distance) continue;
      for (const run of freeRuns(row, taken, Math.min(quantity, GROUP_MIN))) {
        withoutOrphan = nearer(withoutOrphan, nearestBlockWithoutOrphan(run, quantity));
        adjacent = nearer(adjacent, nearestBlock(run, quantity));
        found.push(run);
      }
    }
    runs.set(section, found);
  }
  return { withoutOrphan, adjacent, runs };
};

/** The splits of each section, in the order of the layout; undefined for a section that is not wanted. */
type Offers = readonly ({ readonly price: number; readonly best: Splits } | undefined)[];

const byDistance = (one: Split, other: Split): number =>
  one.distance - other.distance || one.groups.length - other.groups.length;

const splitsOf = (
  sections: readonly Section[],
  runs: Search["runs"],
  quantity: number,
): { readonly nearest: Split | undefined; readonly offers: Offers } => {
  let nearest: Split | undefined;
  const offers: Offers[number][] = [];
  for (const section of sections) {
    const inSection = runs.get(section);
    const best = inSection && bestSplits(inSection, quantity, nearest?.distance);
    const split = best?.[quantity];
    if (split && (nearest === undefined || byDistance(split, nearest) < 0)) nearest = split;
    offers.push(best && { price: section.price, best });
  }
  return { nearest, offers };
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
  /** Whether the sections differ in price. */
  readonly isMixed: boolean;
}

/** The best split over the first two of some sections, over the first three, and so on. */
const chainsFrom = ([first, ...others]: Offers, quantity: number): readonly Chain[] => {
  const chains: Chain[] = [];
  let joined = first?.best;
  let isMixed = false;
  for (const [index, next] of others.entries()) {
    if (joined === undefined || next === undefined) break;
    joined = joinedSplits(joined, next.best);
    isMixed ||= next.price !== first?.price;
    const split = joined[quantity];
    if (split) chains.push({ split, sections: index + 2, isMixed });
  }
  return chains;
};
