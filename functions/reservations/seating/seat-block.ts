/** Seats side by side in one row: those that are free, and those that a choice is made of. */

import { distanceOf, type SeatingRow } from "#functions/reservations/seating/focal-distance.ts";
import { type SeatRow, seatId, seatIdsIn, type TakenSeats } from "#functions/seats/rules/seat-layout.ts";

/** Numbers of seats side by side, the first and the last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Free seats side by side, as many as there are: a taken seat or the end of the row on either side. */
export interface FreeRun extends Span {
  readonly row: SeatingRow;
}

/** Seats side by side that are to be chosen, with their distance from the focal point. */
export interface SeatBlock extends Span {
  readonly row: SeatingRow;
  readonly distance: number;
}

export const sizeOf = ({ from, to }: Span): number => to - from + 1;

/**
 * The free runs of `sizeMin` seats or more of a row, by number. Looks from the far end of each `sizeMin` seats, so that
 * a taken seat rules out all before it: a full row is asked for every `sizeMin`-th seat only (the skip of R. S. Boyer,
 * J. S. Moore, "A Fast String Searching Algorithm", 1977).
 */
export const freeSpans = (sectionId: string, row: SeatRow, taken: TakenSeats, sizeMin: number): readonly Span[] => {
  const idOf = seatIdsIn(sectionId, row.row);
  const spans: Span[] = [];
  let from = row.from;
  while (from + sizeMin - 1 <= row.to) {
    let to = from + sizeMin - 1;
    while (to >= from && !taken.has(idOf(to))) to -= 1;
    if (to < from) {
      to = from + sizeMin - 1;
      while (to < row.to && !taken.has(idOf(to + 1))) to += 1;
      spans.push({ from, to });
      to += 1;
    }
    from = to + 1;
  }
  return spans;
};

export const freeRuns = (row: SeatingRow, taken: TakenSeats, sizeMin: number): readonly FreeRun[] =>
  freeSpans(row.section.sectionId, row, taken, sizeMin).map(({ from, to }) => ({ from, to, row }));

/** The block of that size in a free run that is nearest to the focal point; of two, the one with lower numbers. */
export const nearestBlock = (run: FreeRun, size: number): SeatBlock | undefined =>
  nearestBetween(run.row, size, run.from, run.to - size + 1);

/**
 * The same of the blocks that leave no seat of the run by itself: those at an end of the run and those two seats or
 * more from both ends. There is none exactly when the run is one seat longer than the block, or shorter than it.
 */
export const nearestBlockWithoutOrphan = (run: FreeRun, size: number): SeatBlock | undefined => {
  const { row, from } = run;
  const last = run.to - size + 1;
  if (last < from || last === from + 1) return undefined;
  const inside = nearestBetween(row, size, from + 2, last - 2);
  return nearer(nearer(nearestBetween(row, size, from, from), inside), nearestBetween(row, size, last, last));
};

/** The nearer of two; at the same distance the first. */
export const nearer = (one: SeatBlock | undefined, other: SeatBlock | undefined): SeatBlock | undefined =>
  one === undefined || (other !== undefined && other.distance < one.distance) ? other : one;

/** The nearest block that begins at `first` to `last`. */
const nearestBetween = (row: SeatingRow, size: number, first: number, last: number): SeatBlock | undefined => {
  if (last < first) return undefined;
  // The further a block's middle is from the focal number, the further are its seats together.
  const centred = Math.floor(row.focalNumber - (size - 1) / 2);
  const from = Math.min(Math.max(centred, first), last);
  const to = from + size - 1;
  return { row, from, to, distance: distanceOf(row, from, to) };
};

export const seatIdsOf = ({ row, from, to }: SeatBlock): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => seatId(row.section.sectionId, row.row, from + index));
