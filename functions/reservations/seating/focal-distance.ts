/** The distance of seats from the focal point of their section. */
import type { Seat, SeatRow, Section } from "#functions/seats/rules/seat-layout.ts";

/**
 * One row further back counts as much as two seats to the side: a row is about 1 m deep and a seat about 0.5 m wide, so
 * both are the same distance, measured in seats.
 */
const SEATS_PER_ROW_AWAY = 2;

/** The seats of a row by their first and last index. Seats that follow each other in a row have indexes that do. */
interface RowOfSeats {
  readonly from: number;
  readonly to: number;
  /** The number of its first seat, if the row is numbered through: each seat has the number after the one before. */
  readonly firstNumber: number | undefined;
}

/** NaN if the seat has another name. */
const numberOf = (seat: Seat | undefined): number => (seat && /^\d+$/.test(seat.seat) ? Number(seat.seat) : Number.NaN);

const rowOfSeats = ({ seats }: Section, { blocks }: SeatRow): RowOfSeats => {
  const from = blocks[0]?.from ?? 0;
  const to = blocks.at(-1)?.to ?? -1;
  const first = numberOf(seats[from]);
  let isNumbered = Number.isInteger(first);
  for (let index = from; index <= to && isNumbered; index += 1)
    isNumbered = numberOf(seats[index]) === first + index - from;
  return { from, to, firstNumber: isNumbered ? first : undefined };
};

const middleOf = ({ from, to }: RowOfSeats): number => (from + to) / 2;

/** By how much the index of a seat is higher than that of the seat in front of it or behind it in another row. */
const columnShift = (row: RowOfSeats, other: RowOfSeats): number => {
  const centred = middleOf(row) - middleOf(other);
  if (row.firstNumber === undefined || other.firstNumber === undefined) return centred;
  const byNumber = row.from - row.firstNumber - (other.from - other.firstNumber);
  const sharesNumbers = row.from <= other.to + byNumber && other.from + byNumber <= row.to;
  return sharesNumbers ? byNumber : centred;
};

/** Distances in one section, in seats. */
export interface FocalDistances {
  /** By the index of a seat. */
  readonly ofSeats: Float64Array;
  /** By n: the distances of the first n seats, added up. */
  readonly sums: Float64Array;
  /** By the index of a row: from the focal row to this one. No seat of the row is nearer. */
  readonly ofRows: readonly number[];
}

const measured = new WeakMap<Section, FocalDistances>();

/**
 * The distance of a seat is the distance across the rows plus the distance along its row, in seats; an aisle counts
 * nothing. At a table nothing is added: all its seats are as far as the table is.
 *
 * Rows that are numbered through have seats of one number behind each other. Any other row, and one that shares no number
 * with the focal row (11 to 20 behind 1 to 10), is centred behind the focal row, in the order of its seats.
 *
 * Distances are whole or half numbers, so sums are exact and can be compared.
 */
export const focalDistances = (section: Section): FocalDistances => {
  const known = measured.get(section);
  if (known !== undefined) return known;
  const found = measure(section);
  measured.set(section, found);
  return found;
};

const measure = (section: Section): FocalDistances => {
  const rows = section.rows.map((row) => rowOfSeats(section, row));
  const { focalSeat } = section;
  const found = rows.findIndex(({ from, to }) => focalSeat !== undefined && from <= focalSeat && focalSeat <= to);
  const focalRow = Math.max(found, 0);
  const front = rows[focalRow] ?? { from: 0, to: -1, firstNumber: undefined };
  const focal = found === -1 || focalSeat === undefined ? middleOf(front) : focalSeat;
  const ofRows = rows.map((_, index) => SEATS_PER_ROW_AWAY * Math.abs(index - focalRow));
  const ofSeats = new Float64Array(section.seats.length);
  for (const [index, row] of rows.entries()) {
    const across = ofRows[index] ?? 0;
    const straight = focal + columnShift(row, front);
    const isTable = section.kind === "TABLES";
    for (let seat = row.from; seat <= row.to; seat += 1) {
      ofSeats[seat] = isTable ? across : across + Math.abs(seat - straight);
    }
  }
  const sums = new Float64Array(ofSeats.length + 1);
  for (let index = 0; index < ofSeats.length; index += 1) sums[index + 1] = (sums[index] ?? 0) + (ofSeats[index] ?? 0);
  return { ofSeats, sums, ofRows };
};
