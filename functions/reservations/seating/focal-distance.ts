/** The distance of seats from the focal point of their section. */
import type { SeatRow, Section } from "#functions/seats/rules/seat-layout.ts";

/**
 * One row further back counts as much as two seats to the side: a row is about 1 m deep and a seat about 0.5 m wide, so
 * both are the same distance, measured in seats.
 */
const SEATS_PER_ROW_AWAY = 2;

/** A row of a section, and where it is from the focal point. */
export interface SeatingRow extends SeatRow {
  readonly section: Section;
  /** Index in the section's list of rows. */
  readonly index: number;
  /** Distance from the focal row to this one, in seats. */
  readonly rowDistance: number;
  /** The number straight in front of or behind the focal point; a half is between two seats. */
  readonly focalNumber: number;
}

const middleOf = ({ from, to }: SeatRow): number => (from + to) / 2;

const sharesNumbers = (one: SeatRow, other: SeatRow): boolean => one.from <= other.to && other.from <= one.to;

/**
 * The rows of a section, in its order. Seats of one number are behind each other. A row that shares no number with the
 * focal row continues the numbers of another row (11 to 20 behind 1 to 10); its middle is taken to be behind the middle
 * of the focal row. A focal row that the section does not have is ignored.
 */
export const seatingRows = (section: Section): readonly SeatingRow[] => {
  const { rows, focalPoint } = section;
  const found = rows.findIndex(({ row }) => row === focalPoint?.row);
  const focalRow = rows[Math.max(found, 0)];
  if (focalRow === undefined) return [];
  const focal = found === -1 || focalPoint === undefined ? middleOf(focalRow) : focalPoint.number;
  return rows.map((row, index) => ({
    ...row,
    section,
    index,
    rowDistance: SEATS_PER_ROW_AWAY * Math.abs(index - Math.max(found, 0)),
    focalNumber: sharesNumbers(row, focalRow) ? focal : focal - middleOf(focalRow) + middleOf(row),
  }));
};

/**
 * The distance of seats side by side is the sum of their distances. That of a seat is the distance across the rows plus
 * the distance along its row, in seats. They are whole or half numbers, so sums are exact and can be compared.
 */
export const distanceOf = ({ rowDistance, focalNumber }: SeatingRow, from: number, to: number): number => {
  let distance = rowDistance * (to - from + 1);
  for (let number = from; number <= to; number += 1) distance += Math.abs(number - focalNumber);
  return distance;
};

/** The least distance that `quantity` seats of this row can have. */
export const leastDistance = ({ rowDistance }: SeatingRow, quantity: number): number => rowDistance * quantity;
