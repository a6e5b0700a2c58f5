/** Where the seats of a performance are. Pure. A layout never changes once it is created. */

export interface SeatRow {
  readonly row: string;
  readonly from: number;
  readonly to: number;
}

/** The seat from which a section is at its best. */
export interface FocalPoint {
  readonly row: string;
  readonly number: number;
}

/** An accessible seat and its companion seats: sold together, and kept back until a set time. */
export interface AccessibleUnit {
  /** Row and number within the section: "1-5". */
  readonly seat: string;
  /** In the same form, in the order in which they are given out. */
  readonly companions: readonly string[];
}

/**
 * A section. Its rows are listed from front to back, and the sections of a performance from one side to the other, so
 * neighbours in a list are neighbours in the hall.
 */
export interface Section {
  readonly sectionId: string;
  readonly name: string;
  readonly grade: string;
  /** Won for a seat. */
  readonly price: number;
  readonly rows: readonly SeatRow[];
  /** The middle of the first row listed, if absent. */
  readonly focalPoint?: FocalPoint | undefined;
  readonly accessible?: readonly AccessibleUnit[] | undefined;
}

/** Ids of the seats that are held or sold: a Set, or anything with its `has`. */
export type TakenSeats = Pick<ReadonlySet<string>, "has">;

export interface Seat {
  readonly seatId: string;
  readonly section: string;
  readonly row: string;
  readonly number: number;
  readonly grade: string;
  readonly price: number;
}

export const seatId = (section: string, row: string, number: number): string => `${section}-${row}-${number}`;

/** Makes the seat ids of a row. A hall needs 90,000 of them, and this takes a third of the time of `seatId`. */
export const seatIdsIn = (sectionId: string, row: string): ((number: number) => string) => {
  const beginning = `${sectionId}-${row}-`;
  return (number) => beginning + String(number);
};

/** The section a seat id names, whether or not there is such a seat. */
export const sectionOf = (id: string): string => id.split("-", 1)[0] ?? "";

export const capacityOf = (section: Pick<Section, "rows">): number =>
  section.rows.reduce((seats, row) => seats + row.to - row.from + 1, 0);

/** The row and the number that a seat id names, whether or not there is such a seat. */
const rowAndNumberOf = (id: string): { readonly row: string; readonly number: number } => {
  const [, row = "", number = ""] = id.split("-");
  return { row, number: Number(number) };
};

/** The seat with this id, or undefined if the section has none. */
export const findSeat = (section: Section, id: string): Seat | undefined => {
  const { row, number } = rowAndNumberOf(id);
  const exists = section.rows.some((each) => each.row === row && each.from <= number && number <= each.to);
  const seat = exists ? seatAt(section, row, number) : undefined;
  // One seat has one id: "A-1-01" is not another name of "A-1-1".
  return seat?.seatId === id ? seat : undefined;
};

/** Ids of the seats of a unit, the accessible one first. */
export const seatsOfUnit = ({ sectionId }: Section, { seat, companions }: AccessibleUnit): readonly string[] =>
  [seat, ...companions].map((rowAndNumber) => `${sectionId}-${rowAndNumber}`);

/** What some seats cost together, in won. */
export const priceOf = (seats: readonly Pick<Seat, "price">[]): number =>
  seats.reduce((total, { price }) => total + price, 0);

/** Every seat of a section, row by row. */
export const seatsOf = (section: Section): readonly Seat[] =>
  section.rows.flatMap(({ row, from, to }) =>
    Array.from({ length: to - from + 1 }, (_, index) => seatAt(section, row, from + index)),
  );

const seatAt = ({ sectionId, grade, price }: Section, row: string, number: number): Seat => ({
  seatId: seatId(sectionId, row, number),
  section: sectionId,
  row,
  number,
  grade,
  price,
});

/** Grade and price by section: what a reservation keeps, beside its seat ids, to name its seats in full. */
export type SeatPrices = Readonly<Record<string, Pick<Section, "grade" | "price">>>;

/** The seats of a reservation, with the grades and prices at which they were held. */
export const namedSeats = (seatIds: readonly string[], prices: SeatPrices): readonly Seat[] =>
  seatIds.map((id) => {
    const section = sectionOf(id);
    const { row, number } = rowAndNumberOf(id);
    const { grade = "", price = 0 } = prices[section] ?? {};
    return { seatId: id, section, row, number, grade, price };
  });
