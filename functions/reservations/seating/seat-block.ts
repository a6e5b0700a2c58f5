/** Seats side by side: free runs, and the blocks that a choice consists of. Pure. */

import {
  distanceAlong,
  type Span,
  type Stretch,
  seatAt,
  seatsBetween,
  takenAlong,
} from "#functions/reservations/seating/stretch.ts";
import type { Seat, Section, TakenSeats } from "#functions/seats/rules/seat-layout.ts";

/** The longest span of free seats that are wanted, or all of a table. */
export interface FreeRun extends Span {
  /** Of a table: only its free and wanted seats, since it does not matter which of them are beside each other. */
  readonly stretch: Stretch;
  /**
   * The free seats of which it is a part, wanted or not: on either side is a taken seat or the end of the stretch. Of
   * seats that are not wanted the nearest two count. Absent at a table, where no seat is single.
   */
  readonly free?: Span | undefined;
  /** Sold only as a whole. */
  readonly isWhole: boolean;
  /** Every block of it has a seat here. Absent: anywhere. */
  readonly within?: Span | undefined;
}

/** Seats together to choose from, with their distance from the focal point. */
export interface SeatBlock extends Span {
  readonly stretch: Stretch;
  readonly distance: number;
}

export const sizeOf = ({ from, to }: Span): number => to - from + 1;

/**
 * The longest spans of seats that can be used, of `sizeMin` or more, in order. Looks at each `sizeMin` seats from their
 * far end, so that a taken seat rules out all before it: in a full row only every `sizeMin`-th seat is looked at (the
 * skip of R. S. Boyer, J. S. Moore, "A Fast String Searching Algorithm", 1977).
 */
export const usableSpans = (length: number, sizeMin: number, isUsable: (place: number) => boolean): readonly Span[] => {
  const spans: Span[] = [];
  let from = 0;
  while (from + sizeMin <= length) {
    let to = from + sizeMin - 1;
    while (to >= from && isUsable(to)) to -= 1;
    if (to < from) {
      to = from + sizeMin - 1;
      while (to < length - 1 && isUsable(to + 1)) to += 1;
      spans.push({ from, to });
      to += 1;
    }
    from = to + 1;
  }
  return spans;
};

/** @param isWanted absent if every seat is */
export const freeRuns = (
  stretch: Stretch,
  takenIn: (section: Section) => TakenSeats,
  sizeMin: number,
  isWanted: ((seat: Seat) => boolean) | undefined,
): readonly FreeRun[] => {
  const isTaken = takenAlong(stretch, takenIn);
  const isUsable = (place: number): boolean => isWantedAt(stretch, place, isWanted) && !isTaken(place);
  if (stretch.isTable) return runsOfTable(stretch, isUsable, sizeMin);
  const spans = usableSpans(stretch.length, sizeMin, isUsable);
  if (isWanted === undefined) return spans.map((span) => ({ ...span, stretch, free: span, isWhole: false }));
  const isFree = (place: number): boolean => seatAt(stretch, place) !== undefined && !isTaken(place);
  return spans.map((span) => ({ ...span, stretch, free: withFreeBeside(span, isFree), isWhole: false }));
};

const isWantedAt = (stretch: Stretch, place: number, isWanted: ((seat: Seat) => boolean) | undefined): boolean => {
  if (isWanted === undefined) return true;
  const seat = seatAt(stretch, place);
  return seat !== undefined && isWanted(seat);
};

/** With up to two free seats on either side: one of them would be single, two would not. */
const withFreeBeside = ({ from, to }: Span, isFree: (place: number) => boolean): Span => {
  const free = { from, to };
  while (from - free.from < 2 && isFree(free.from - 1)) free.from -= 1;
  while (free.to - to < 2 && isFree(free.to + 1)) free.to += 1;
  return free;
};

const runsOfTable = (table: Stretch, isUsable: (place: number) => boolean, sizeMin: number): readonly FreeRun[] => {
  const all = seatsBetween(table, 0, table.length - 1);
  const seats = all.filter((_, place) => isUsable(place));
  const length = seats.length;
  if (length < (table.isSoldWhole ? all.length : sizeMin)) return [];
  // All its seats are as far, so the sums of the first ones are those of any.
  const sums = table.sums.slice(table.start, table.start + length + 1);
  const parts = table.parts.map(({ section }) => ({ section, from: 0, to: length - 1 }));
  const stretch = { ...table, seats, start: 0, length, sums, parts };
  return [{ stretch, from: 0, to: length - 1, isWhole: table.isSoldWhole }];
};

/** The block of a size in a free run that is nearest to the focal point; of two, the one that begins first. */
export const nearestBlock = (run: FreeRun, size: number): SeatBlock | undefined => nearest(run, size);

/**
 * The nearest of the blocks that leave no single free seat: on either side are none, or two or more. At a table, where
 * no seat is single, simply the nearest.
 */
export const nearestBlockWithoutOrphan = (run: FreeRun, size: number): SeatBlock | undefined =>
  run.free ? nearest(run, size, run.free.from + 1, run.free.to - size) : nearest(run, size);

/** The nearer of two blocks; at the same distance the first. */
export const nearer = (one: SeatBlock | undefined, other: SeatBlock | undefined): SeatBlock | undefined =>
  one === undefined || (other !== undefined && other.distance < one.distance) ? other : one;

/** @param excepted two places at which the block must not begin */
const nearest = (run: FreeRun, size: number, ...excepted: readonly number[]): SeatBlock | undefined => {
  if (run.isWhole && size !== sizeOf(run)) return undefined;
  const { stretch, within } = run;
  const [one, other] = excepted;
  const first = Math.max(run.from, (within?.from ?? 0) - size + 1);
  const last = Math.min(run.to - size + 1, within?.to ?? run.to);
  let best = -1;
  let distance = Number.POSITIVE_INFINITY;
  for (let from = first; from <= last; from += 1) {
    const here = distanceAlong(stretch, from, size);
    if (here >= distance || from === one || from === other) continue;
    best = from;
    distance = here;
  }
  return best === -1 ? undefined : { stretch, from: best, to: best + size - 1, distance };
};

export const seatsOf = ({ stretch, from, to }: SeatBlock): readonly Seat[] => seatsBetween(stretch, from, to);

export const seatIdsOf = (block: SeatBlock): readonly string[] => seatsOf(block).map(({ seatId }) => seatId);
