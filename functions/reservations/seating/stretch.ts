/** Stretches: seats that stand side by side, from one aisle to the next. Pure. */

import type { BlockSpan } from "#contract/seating/section-form.ts";
import { focalDistances } from "#functions/reservations/seating/focal-distance.ts";
import type { Seat, SeatRow, Section, TakenSeats } from "#functions/seats/rules/seat-layout.ts";

/** Places side by side in a stretch, by the first and the last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What one block adds to a stretch. */
export interface StretchPart extends Span {
  readonly section: Section;
}

/**
 * The seats of a block, of a table, or of several blocks that go on in each other across the borders of sections. A seat
 * has its place in it, from 0. Neighbours are neighbours in a stretch (S7).
 */
export interface Stretch {
  /** Its seats, from `start` on. Of one block they are those of its whole section, so nothing is copied. */
  readonly seats: readonly Seat[];
  readonly start: number;
  readonly length: number;
  /** In their order. */
  readonly parts: readonly StretchPart[];
  /** Everybody at a table is together, and the orphan rule does not apply. */
  readonly isTable: boolean;
  /** A table whose seats are sold together. */
  readonly isSoldWhole: boolean;
  /** By the index in `seats`: the distances of the seats before it, each to the focal point of its own section. */
  readonly sums: Float64Array;
  /** No seat is nearer. */
  readonly leastDistance: number;
}

interface RowPlace {
  readonly section: Section;
  readonly row: SeatRow;
  readonly rowIndex: number;
}

const keyOf = (section: string, row: string): string => `${section}-${row}`;

const rowsOf = (sections: readonly Section[]): readonly RowPlace[] =>
  sections
    .filter(({ kind }) => kind !== "STANDING")
    .flatMap((section) => section.rows.map((row, rowIndex) => ({ section, row, rowIndex })));

/**
 * The rows that go on in another one. A row has one beginning, and seats don't go on in a circle: the row of it that is
 * listed last does not go on.
 */
const continuations = (rows: readonly RowPlace[]): ReadonlyMap<RowPlace, RowPlace> => {
  const found = new Map<RowPlace, RowPlace>();
  const going = rows.filter(({ row }) => row.continuesIn !== undefined);
  if (going.length === 0) return found;
  // A row does not go on in a table.
  const seatRows = rows.filter(({ section }) => section.kind === "SEATS");
  const byKey = new Map(seatRows.map((place) => [keyOf(place.section.sectionId, place.row.row), place]));
  const reached = new Set<RowPlace>();
  for (const place of going) {
    const { section = "", row = "" } = place.row.continuesIn ?? {};
    const next = byKey.get(keyOf(section, row));
    if (next === undefined || reached.has(next) || comesBackTo(place, next, found)) continue;
    found.set(place, next);
    reached.add(next);
  }
  return found;
};

const hasOneBlock = ({ row }: RowPlace): boolean => row.blocks.length === 1;

/** Whether the seats that go on from `next` have a row's only block among them. */
const comesBackTo = (place: RowPlace, next: RowPlace, found: ReadonlyMap<RowPlace, RowPlace>): boolean => {
  let last: RowPlace | undefined = next;
  while (last !== undefined && last !== place) last = hasOneBlock(last) ? found.get(last) : undefined;
  return last === place && hasOneBlock(place);
};

/** One block of a row. */
interface BlockPlace extends RowPlace {
  readonly block: BlockSpan;
}

const stretchesKnown = new WeakMap<readonly Section[], readonly Stretch[]>();

/** All stretches of some sections, in the order of their first seats. Standing places stand in none. */
export const stretchesOf = (sections: readonly Section[]): readonly Stretch[] => {
  const known = stretchesKnown.get(sections);
  if (known !== undefined) return known;
  const found = joinedBlocks(sections).map(stretchFrom);
  stretchesKnown.set(sections, found);
  return found;
};

const bySectionKnown = new WeakMap<readonly Section[], ReadonlyMap<Section, readonly Stretch[]>>();

/** The stretches with seats of each section, in their order. */
export const stretchesBySection = (sections: readonly Section[]): ReadonlyMap<Section, readonly Stretch[]> => {
  const known = bySectionKnown.get(sections);
  if (known !== undefined) return known;
  const found = new Map<Section, Stretch[]>();
  for (const stretch of stretchesOf(sections)) {
    for (const section of new Set(stretch.parts.map((part) => part.section))) {
      const own = found.get(section);
      if (own) own.push(stretch);
      else found.set(section, [stretch]);
    }
  }
  bySectionKnown.set(sections, found);
  return found;
};

const joinedBlocks = (sections: readonly Section[]): readonly (readonly BlockPlace[])[] => {
  const rows = rowsOf(sections);
  const next = continuations(rows);
  const reached = new Set(next.values());
  return rows.flatMap((place) =>
    place.row.blocks.flatMap((block, index) => {
      if (index === 0 && reached.has(place)) return [];
      const isLast = index === place.row.blocks.length - 1;
      return [[{ ...place, block }, ...(isLast ? firstBlocksAfter(place, next) : [])]];
    }),
  );
};

/** The blocks in which the last block of a row goes on. */
const firstBlocksAfter = (place: RowPlace, next: ReadonlyMap<RowPlace, RowPlace>): readonly BlockPlace[] => {
  const blocks: BlockPlace[] = [];
  for (let after = next.get(place); after !== undefined; after = hasOneBlock(after) ? next.get(after) : undefined) {
    const [block] = after.row.blocks;
    if (block) blocks.push({ ...after, block });
  }
  return blocks;
};

const stretchFrom = (blocks: readonly BlockPlace[]): Stretch => {
  const parts: StretchPart[] = [];
  let length = 0;
  let leastDistance = Number.POSITIVE_INFINITY;
  for (const { section, rowIndex, block } of blocks) {
    const to = length + block.to - block.from;
    parts.push({ section, from: length, to });
    length = to + 1;
    leastDistance = Math.min(leastDistance, focalDistances(section).ofRows[rowIndex] ?? 0);
  }
  const [first] = blocks;
  const isTable = first?.section.kind === "TABLES";
  const isSoldWhole = first?.row.isSoldWhole === true;
  return { ...seatsAlong(blocks, length), parts, length, isTable, isSoldWhole, leastDistance };
};

const seatsAlong = (blocks: readonly BlockPlace[], length: number): Pick<Stretch, "seats" | "start" | "sums"> => {
  const [first] = blocks;
  if (blocks.length === 1 && first) {
    return { seats: first.section.seats, start: first.block.from, sums: focalDistances(first.section).sums };
  }
  const seats = blocks.flatMap(({ section, block }) => section.seats.slice(block.from, block.to + 1));
  const sums = new Float64Array(length + 1);
  let place = 0;
  for (const { section, block } of blocks) {
    const { ofSeats } = focalDistances(section);
    for (let index = block.from; index <= block.to; index += 1, place += 1) {
      sums[place + 1] = (sums[place] ?? 0) + (ofSeats[index] ?? 0);
    }
  }
  return { seats, start: 0, sums };
};

/** The seat at a place, if the stretch has one there. */
export const seatAt = ({ seats, start, length }: Stretch, place: number): Seat | undefined =>
  0 <= place && place < length ? seats[start + place] : undefined;

/** The seats from one place to another, or to the ends of the stretch. */
export const seatsBetween = ({ seats, start, length }: Stretch, from: number, to: number): readonly Seat[] =>
  seats.slice(start + Math.max(from, 0), start + Math.min(to + 1, length));

/** The distance of some seats from a place on, added up. */
export const distanceAlong = ({ sums, start }: Stretch, from: number, size: number): number =>
  (sums[start + from + size] ?? 0) - (sums[start + from] ?? 0);

/** Says of a place in a stretch whether its seat is taken. */
export const takenAlong = (
  stretch: Stretch,
  takenIn: (section: Section) => TakenSeats,
): ((place: number) => boolean) => {
  const { parts, start } = stretch;
  const [first] = parts;
  if (parts.length === 1 && first) {
    const taken = takenIn(first.section);
    return (place) => taken.has(start + place);
  }
  const sections = new Map(parts.map(({ section }) => [section.sectionId, section]));
  return (place) => {
    const seat = seatAt(stretch, place);
    const section = seat && sections.get(seat.section);
    return section === undefined || takenIn(section).has(seat?.index ?? -1);
  };
};

/** The free seats behind a border that decide whether a single seat is left there. */
const SEATS_BESIDE = 2;

/**
 * The touched sections, and those whose seats beside a border with them the orphan rule has to know: in whichever
 * direction their rows go on.
 *
 * @param sections all of the performance
 */
export const sectionsBeside = (sections: readonly Section[], touched: readonly Section[]): readonly Section[] => {
  const names = new Set(touched.map(({ sectionId }) => sectionId));
  const beside = new Set(names);
  for (const stretch of stretchesOf(sections)) {
    if (stretch.parts.length === 1) continue;
    for (const { section, from, to } of stretch.parts) {
      if (!names.has(section.sectionId)) continue;
      const around = [
        ...seatsBetween(stretch, from - SEATS_BESIDE, from - 1),
        ...seatsBetween(stretch, to + 1, to + SEATS_BESIDE),
      ];
      for (const seat of around) beside.add(seat.section);
    }
  }
  return sections.filter(({ sectionId }) => beside.has(sectionId));
};
