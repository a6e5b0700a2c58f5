/** Where the seats of a performance are. Pure; a layout never changes once it is made. */

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

/** An accessible seat and those beside it for company: let together, and kept back until a set time. */
export interface AccessibleUnit {
  /** Row and number within the section: "1-5". */
  readonly seat: string;
  /** The same, those to be given first before the others. */
  readonly companions: readonly string[];
}

/**
 * A section. Its rows are listed as they lie behind each other; the sections of a performance are listed as they lie
 * beside each other, so neighbours in the list are neighbours in the hall.
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

/** Ids of the seats that can't be had, held or sold: a Set, or whatever can be asked like one. */
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

/** Seat ids of a row. A hall is asked for 90,000 of them, and this takes a third of the time of `seatId`. */
export const seatIdsIn = (sectionId: string, row: string): ((number: number) => string) => {
  const beginning = `${sectionId}-${row}-`;
  return (number) => beginning + String(number);
};

/** The section a seat id names, whether or not there is such a seat. */
export const sectionOf = (id: string): string => id.split("-", 1)[0] ?? "";

export const capacityOf = (section: Pick<Section, "rows">): number =>
  section.rows.reduce((seats, row) => seats + row.to - row.from + 1, 0);

/** Row and number of a seat id, as its layout gives them. */
const placeOf = (id: string): { readonly row: string; readonly number: number } => {
  const [, row = "", number = ""] = id.split("-");
  return { row, number: Number(number) };
};

/** The seat with this id, or undefined if the section has none. */
export const findSeat = (section: Section, id: string): Seat | undefined => {
  const { row, number } = placeOf(id);
  const isThere = section.rows.some((each) => each.row === row && each.from <= number && number <= each.to);
  const seat = isThere ? seatAt(section, row, number) : undefined;
  // One seat has one id: "A-1-01" is not another name of "A-1-1".
  return seat?.seatId === id ? seat : undefined;
};

/** Ids of the seats of a unit, the accessible one first. */
export const seatsOfUnit = ({ sectionId }: Section, { seat, companions }: AccessibleUnit): readonly string[] =>
  [seat, ...companions].map((place) => `${sectionId}-${place}`);

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

/** Grade and price of the sections that some seats are in: all that is needed to name the seats in full again. */
export type SeatPrices = Readonly<Record<string, Pick<Section, "grade" | "price">>>;

/** The seats of a reservation, from their ids and the grades and prices they were held at. */
export const namedSeats = (seatIds: readonly string[], prices: SeatPrices): readonly Seat[] =>
  seatIds.map((id) => {
    const section = sectionOf(id);
    const { row, number } = placeOf(id);
    const { grade = "", price = 0 } = prices[section] ?? {};
    return { seatId: id, section, row, number, grade, price };
  });

/** What some seats cost together, in won. */
export const priceOf = (seats: readonly Pick<Seat, "price">[]): number =>
  seats.reduce((sum, { price }) => sum + price, 0);
