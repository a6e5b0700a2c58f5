/** How people who can't sit side by side are split into groups so that nobody sits alone. Pure. */
import { type FreeRun, nearestBlock, type SeatBlock, sizeOf } from "#functions/reservations/seating/seat-block.ts";

/** The smallest group in which nobody is alone. */
export const GROUP_MIN = 2;

/** Groups that are side by side or at one table, each of two or more. */
export interface Split {
  /** Sum over all seats. */
  readonly distance: number;
  readonly groups: readonly SeatBlock[];
}

/** The best split of each number of people, from 0; undefined where no split exists. */
export type Splits = readonly (Split | undefined)[];

const NOBODY: Split = { distance: 0, groups: [] };

/**
 * The best splits of up to `quantity` people over free runs: the nearest, then the one with fewer groups. A run has one
 * group at most: people in one run are side by side. Within a section that is as near or nearer, too.
 *
 * The multiple-choice knapsack by dynamic programming (S. Martello, P. Toth, "Knapsack Problems", 1990): each run is
 * used with one size or not at all, in runs × quantity² steps at most. Of equal splits the first found stays: the
 * one whose last group comes first in the order of the runs, then is smaller.
 *
 * @param known distance of a known split of all people. Once there is one, here or before, whatever is further away is
 * useless, and splits of fewer people are no longer looked for.
 */
export const bestSplits = (runs: readonly FreeRun[], quantity: number, known = Number.POSITIVE_INFINITY): Splits => {
  const splits: (Split | undefined)[] = [NOBODY, ...Array.from({ length: quantity }, () => undefined)];
  for (const run of runs) {
    const limit = splits[quantity] ? Math.min(known, splits[quantity].distance) : known;
    const blocks = blocksWithin(limit, run, quantity);
    // From the most people down, so that no split gets two groups of this run.
    for (let people = quantity; people >= GROUP_MIN && blocks.length > 0; people -= 1) {
      splits[people] = withOneOf(blocks, splits, people);
    }
  }
  return splits;
};

/**
 * The nearest blocks of 2, 3, … seats of a run, up to the first that is further away than a limit. Undefined for a size
 * that a table sold whole does not have.
 */
const blocksWithin = (limit: number, run: FreeRun, quantity: number): readonly (Split | undefined)[] => {
  const blocks: (Split | undefined)[] = [];
  if (run.stretch.leastDistance * GROUP_MIN > limit) return blocks;
  for (let size = GROUP_MIN; size <= Math.min(sizeOf(run), quantity); size += 1) {
    const block = nearestBlock(run, size);
    if (block && block.distance > limit) break;
    blocks.push(block && { distance: block.distance, groups: [block] });
  }
  return blocks;
};

/** @param blocks of 2, 3, … seats */
const withOneOf = (blocks: readonly (Split | undefined)[], splits: Splits, people: number): Split | undefined => {
  let best = splits[people];
  for (const [index, block] of blocks.entries()) best = better(best, splits[people - GROUP_MIN - index], block);
  return best;
};

/** The best splits over two sections, or two sets of sections, with at least one group in each. */
export const joinedSplits = (one: Splits, other: Splits): Splits =>
  one.map((_, people) => {
    let best: Split | undefined;
    for (let here = GROUP_MIN; here <= people - GROUP_MIN; here += 1) {
      best = better(best, one[here], other[people - here]);
    }
    return best;
  });

/** `best`, or the two splits together if they are better. */
const better = (best: Split | undefined, one: Split | undefined, other: Split | undefined): Split | undefined => {
  if (one === undefined || other === undefined) return best;
  const distance = one.distance + other.distance;
  if (best && best.distance < distance) return best;
  if (best?.distance === distance && best.groups.length <= one.groups.length + other.groups.length) return best;
  return { distance, groups: [...one.groups, ...other.groups] };
};

/** The largest number of sections over which `quantity` people can be split. */
export const sectionsMax = (quantity: number): number => Math.floor(quantity / GROUP_MIN);
