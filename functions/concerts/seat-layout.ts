/** Where the seats of a performance are. Pure; a layout never changes once it is made. */

export interface SeatRow {
  readonly row: string;
  readonly from: number;
  readonly to: number;
}

export interface Section {
  readonly sectionId: string;
  readonly name: string;
  readonly grade: string;
  /** Won for a seat. */
  readonly price: number;
  readonly rows: readonly SeatRow[];
}

export interface Seat {
  readonly seatId: string;
  readonly section: string;
  readonly row: string;
  readonly number: number;
  readonly grade: string;
  readonly price: number;
}

export const seatId = (section: string, row: string, number: number): string => `${section}-${row}-${number}`;

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
