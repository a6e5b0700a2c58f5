/** Seats side by side in one row: free runs, and the blocks that a choice consists of. Pure. */

import { distanceOf, type SeatingRow } from "#functions/reservations/seating/focal-distance.ts";
import { type SeatRow, seatId, seatIdsIn, type TakenSeats } from "#functions/seats/rules/seat-layout.ts";

/** Seats side by side, by their first and last number. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The longest span of free seats: on either side is a taken seat or the end of the row. */
export interface FreeRun extends Span {
  readonly row: SeatingRow;
}

/** Seats side by side to choose from, with their distance from the focal point. */
export interface SeatBlock extends Span {
  readonly row: SeatingRow;
  readonly distance: number;
}

export const sizeOf = ({ from, to }: Span): number => to - from + 1;

/**
 * The free runs of a row with `sizeMin` seats or more, by number. Looks at each `sizeMin` seats from their far end, so
 * that a taken seat rules out all before it: in a full row only every `sizeMin`-th seat is looked at (the skip of
 * R. S. Boyer, J. S. Moore, "A Fast String Searching Algorithm", 1977).
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

/** The block of a size in a free run that is nearest to the focal point; of two, the one with the lower numbers. */
export const nearestBlock = (run: FreeRun, size: number): SeatBlock | undefined =>
  nearestBetween(run.row, size, run.from, run.to - size + 1);

/**
 * The nearest of the blocks that leave no single seat in the run: those at an end of the run, and those two or more seats
 * from both ends. Such a block is missing exactly when the run is shorter than the block, or one seat longer.
 */
export const nearestBlockWithoutOrphan = (run: FreeRun, size: number): SeatBlock | undefined => {
  const { row, from } = run;
  const last = run.to - size + 1;
  if (last < from || last === from + 1) return undefined;
  const inside = nearestBetween(row, size, from + 2, last - 2);
  return nearer(nearer(nearestBetween(row, size, from, from), inside), nearestBetween(row, size, last, last));
};

/** The nearer of two blocks; at the same distance the first. */
export const nearer = (one: SeatBlock | undefined, other: SeatBlock | undefined): SeatBlock | undefined =>
  one === undefined || (other !== undefined && other.distance < one.distance) ? other : one;

/** The nearest block that begins between `first` and `last`. */
const nearestBetween = (row: SeatingRow, size: number, first: number, last: number): SeatBlock | undefined => {
  if (last < first) return undefined;
  // The further the middle of a block is from the focal number, the larger is its distance.
  const centred = Math.floor(row.focalNumber - (size - 1) / 2);
  const from = Math.min(Math.max(centred, first), last);
  const to = from + size - 1;
  return { row, from, to, distance: distanceOf(row, from, to) };
};

export const seatIdsOf = ({ row, from, to }: SeatBlock): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => seatId(row.section.sectionId, row.row, from + index));
