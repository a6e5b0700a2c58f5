/** Where groups that leave single seats could sit instead, in the same stretch of seats. Pure. */
import { sizeOf } from "#functions/reservations/seating/seat-block.ts";
import type { Span } from "#functions/reservations/seating/stretch.ts";

/** A placement of the last few groups. */
interface Placement {
  /** For each group its size times the seats by which it moves, added up. */
  readonly moved: number;
  readonly groups: readonly Span[];
}

/** By the number of groups that come before: the best placement of the others, if there is one. */
type Placements = readonly (Placement | undefined)[];

/** The placement that moves people less; of equal ones the first. */
const nearer = (one: Placement | undefined, other: Placement | undefined): Placement | undefined =>
  one === undefined || (other !== undefined && other.moved < one.moved) ? other : one;

/** Whether a group may begin at a place, all of whose seats are free. */
type Fits = (group: Span, from: number) => boolean;

/**
 * Places groups into the free runs of their stretch so that no run with a group has a single seat left beside or between the
 * groups. Each group stays together, and they keep their order. Of all such placements it is the one that moves people
 * by the fewest seats in sum; of equal ones the one that begins first. Undefined if there is no such placement.
 *
 * Dynamic programming from the last seat to the first: seats × groups steps.
 *
 * @param groups in order
 * @param runs in order, each with a taken seat or the end of the stretch on either side
 */
export const nearestPlacement = (
  groups: readonly Span[],
  runs: readonly Span[],
  fits: Fits,
): readonly Span[] | undefined => {
  const allPlaced: Placements = [...groups.map(() => undefined), { moved: 0, groups: [] }];
  return runs.reduceRight((after, run) => placedFrom(run, groups, fits, after), allPlaced)[0]?.groups;
};

/** @param after the best placements in the runs behind this one */
const placedFrom = (run: Span, groups: readonly Span[], fits: Fits, after: Placements): Placements => {
  // By seat: the best if the seat before belongs to a group or not to this run.
  const next = new Map<number, Placements>();
  // By seat: the best if the next group begins there or later in the run.
  const later = new Map<number, Placements>();
  for (let seat = run.to + 1; seat >= run.from; seat -= 1) {
    const placed = groups.map((group, index) => {
      const rest = next.get(seat + sizeOf(group))?.[index + 1];
      return rest && fits(group, seat) ? withGroup(group, seat, rest) : undefined;
    });
    // One seat between a group and the end of the run would be single. A run of one seat was single before.
    const isOrphan = seat === run.to && seat > run.from;
    next.set(
      seat,
      after.map((behind, index) =>
        nearer(nearer(placed[index], later.get(seat + 2)?.[index]), isOrphan ? undefined : behind),
      ),
    );
    later.set(
      seat,
      placed.map((placement, index) => nearer(placement, later.get(seat + 1)?.[index])),
    );
  }
  return next.get(run.from) ?? after;
};

const withGroup = (group: Span, from: number, { moved, groups }: Placement): Placement => ({
  moved: moved + sizeOf(group) * Math.abs(from - group.from),
  groups: [{ from, to: from + sizeOf(group) - 1 }, ...groups],
});
