/** How far seats are from the focal point of their section. */
import type { SeatRow, Section } from "#functions/seats/rules/seat-layout.ts";

/**
 * One row further counts as much as two seats aside: a row is about 1 m deep and a seat about 0.5 m wide, so both are
 * the same way, updateStay in seats.
 */
const SEATS_PER_ROW_AWAY = 2;

/** A row of a section, with where it lies from the focal point. */
export interface SeatingRow extends SeatRow {
  readonly section: Section;
  /** Place in the section's list of rows, from 0. */
  readonly index: number;
  /** Way from the focal row to this one, in seats. */
  readonly rowDistance: number;
  /** The number straight before or behind the focal point; half a number between two seats. */
  readonly focalNumber: number;
}

const middleOf = ({ from, to }: SeatRow): number => (from + to) / 2;

const sharesNumbers = (one: SeatRow, other: SeatRow): boolean => one.from <= other.to && other.from <= one.to;

/**
 * The rows of a section, in its order. Seats of one number lie behind each other. A row that shares no number with the
 * focal row was numbered on from another one (11 to 20 behind 1 to 10); it is taken to lie with its middle behind the
 * middle of the focal row. A focal row that the section does not have counts as none.
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
 * Distance of some seats side by side: the sum of theirs. A seat's is the way along the rows plus the way along its
 * row, in seats. Whole or half numbers, so sums are exact and equal distances are equal.
 */
export const distanceOf = ({ rowDistance, focalNumber }: SeatingRow, from: number, to: number): number => {
  let distance = rowDistance * (to - from + 1);
  for (let number = from; number <= to; number += 1) distance += Math.abs(number - focalNumber);
  return distance;
};

/** No seats of this row, so many of them, are nearer. */
export const leastDistance = ({ rowDistance }: SeatingRow, quantity: number): number => rowDistance * quantity;
