/** Where the seats of a performance are. Pure. A layout never changes once its chart is published. */
import {
  type BlockSpan,
  printedLabel,
  type SectionForm,
  type SectionKind,
  seatsOfSection,
} from "#contract/seating/section-form.ts";

/** A row, or a table with its seats. */
export interface SeatRow {
  readonly row: string;
  readonly label: string;
  /** Seats side by side, by their indexes. Between two blocks is an aisle. */
  readonly blocks: readonly BlockSpan[];
  /** A table whose seats are sold together. */
  readonly isSoldWhole: boolean;
  /** The row of another section that goes on where this one ends: its first seat is beside this one's last. */
  readonly continuesIn?: { readonly section: string; readonly row: string } | undefined;
}

/** A seat without its price. */
export interface Seat {
  /** Its place in the section, from 0. */
  readonly index: number;
  readonly seatId: string;
  readonly section: string;
  readonly row: string;
  readonly seat: string;
  /** As tickets print it. */
  readonly label: string;
  readonly category: string;
}

/** An accessible seat and its companion seats: sold together, and kept back until a set time. By their indexes. */
export interface AccessibleUnit {
  readonly seat: number;
  /** In the order in which they are given out. */
  readonly companions: readonly number[];
}

/**
 * A section. Its rows are listed from front to back, and the sections of a chart from one side to the other, so
 * neighbours in a list are neighbours in the hall.
 */
export interface Section {
  readonly sectionId: string;
  readonly label: string;
  readonly kind: SectionKind;
  readonly rows: readonly SeatRow[];
  /** By index. */
  readonly seats: readonly Seat[];
  /** Index of the seat from which the section is at its best. The middle of the first row listed, if absent. */
  readonly focalSeat?: number | undefined;
  readonly accessible: readonly AccessibleUnit[];
}

/** What of a section's form says more than which seats it has. */
export interface LayoutForm extends SectionForm {
  readonly focalPoint?: { readonly row: string; readonly seat: string } | undefined;
  /** Seats as row and seat: "1-5". */
  readonly accessible?: readonly { readonly seat: string; readonly companions: readonly string[] }[] | undefined;
}

/** Indexes of the seats of one section that are held, sold or blocked: a Set, or anything with its `has`. */
export type TakenSeats = Pick<ReadonlySet<number>, "has">;

export const seatId = (section: string, row: string, seat: string): string => `${section}-${row}-${seat}`;

/** The section a seat id names, whether or not there is such a seat. */
export const sectionOf = (id: string): string => id.split("-", 1)[0] ?? "";

/** Makes the section that a form describes. The form was checked when it was put. */
export const sectionFrom = (form: LayoutForm): Section => {
  const { sectionId, label = sectionId, focalPoint } = form;
  const { kind, rows, seats: named } = seatsOfSection(form);
  const rowLabels = new Map(rows.map((row) => [row.row, row.label]));
  const seats = named.map((each, index) => ({
    index,
    seatId: seatId(sectionId, each.row, each.seat),
    section: sectionId,
    row: each.row,
    seat: each.seat,
    label: printedLabel(label, rowLabels.get(each.row) ?? "", each.label),
    category: each.category,
  }));
  const indexes = new Map(seats.map(({ row, seat, index }) => [`${row}-${seat}`, index]));
  const indexOf = (rowAndSeat: string): number => {
    const index = indexes.get(rowAndSeat);
    if (index === undefined) throw new RangeError(`Section ${sectionId} has no seat ${rowAndSeat}.`);
    return index;
  };
  const soldWhole = new Set((form.tables ?? []).flatMap(({ table, sold }) => (sold === "WHOLE" ? table : [])));
  const continuations = new Map((form.rows ?? []).map((row) => [row.row, row.continuesIn]));
  return {
    sectionId,
    label,
    kind,
    rows: rows.map((row) => ({
      ...row,
      isSoldWhole: soldWhole.has(row.row),
      continuesIn: continuations.get(row.row),
    })),
    seats,
    focalSeat: focalPoint && indexOf(`${focalPoint.row}-${focalPoint.seat}`),
    accessible: (form.accessible ?? []).map(({ seat, companions }) => ({
      seat: indexOf(seat),
      companions: companions.map(indexOf),
    })),
  };
};

export const capacityOf = ({ seats }: Pick<Section, "seats">): number => seats.length;

/** Where each seat of a section is, found once for each section. */
const seatIndexes = new WeakMap<Section, ReadonlyMap<string, Seat>>();

const seatsById = (section: Section): ReadonlyMap<string, Seat> => {
  const known = seatIndexes.get(section);
  if (known !== undefined) return known;
  const found = new Map(section.seats.map((seat) => [seat.seatId, seat]));
  seatIndexes.set(section, found);
  return found;
};

/** The seat with this id, or undefined if the section has none. */
export const findSeat = (section: Section, id: string): Seat | undefined => seatsById(section).get(id);

/** Indexes of the seats of a unit, the accessible one first. */
export const seatsOfUnit = ({ seat, companions }: AccessibleUnit): readonly number[] => [seat, ...companions];
