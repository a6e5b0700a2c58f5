/** Where the arrow keys lead among the seats of a section. Pure. */
import type { Point } from "#contract/drawing/plan.ts";
import { costAhead, nearestBy } from "#web/booking/seats/nearest.ts";
import type { PlacedSeat, SectionSeats } from "#web/booking/seats/section-seats.ts";

export interface GridKey {
  readonly key: string;
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
}

const ROWS_PER_PAGE = 5;

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** The seat of a row that is straight in front of this one, or behind it. */
const nearestInRow = ({ rows, seats }: SectionSeats, row: number, x: number): number | undefined => {
  const span = rows[row];
  const inRow = seats.slice(span?.from, span?.to ?? 0);
  return nearestBy(inRow, (seat) => Math.abs(seat.x - x))?.index;
};

/** Tables stand about, so the next one is looked for in the direction of the key. */
const nextTable = ({ seats }: SectionSeats, from: PlacedSeat, direction: Point): number | undefined => {
  const elsewhere = seats.filter(({ row }) => row !== from.row);
  return nearestBy(elsewhere, ({ x, y }) => costAhead([from.x, from.y], direction, [x, y]))?.index;
};

const byRows = (section: SectionSeats, from: PlacedSeat, rows: number): number | undefined => {
  if (section.kind === "TABLES") return nextTable(section, from, [0, Math.sign(rows)]);
  const row = clamp(from.row + rows, 0, section.rows.length - 1);
  return row === from.row ? undefined : nearestInRow(section, row, from.x);
};

/** Along the row, over its aisles; at a table around it, and on to the next. */
const alongRow = (section: SectionSeats, from: PlacedSeat, step: number): number | undefined => {
  const next = section.seats[from.index + step];
  if (next === undefined) return undefined;
  return next.row === from.row || section.kind === "TABLES" ? next.index : undefined;
};

/** The seat that a key leads to; undefined for any other key, and where there is no seat. */
export const nextSeat = (
  section: SectionSeats,
  index: number,
  { key, ctrlKey, metaKey }: GridKey,
): number | undefined => {
  const from = section.seats[index];
  if (from === undefined) return undefined;
  const row = section.rows[from.row];
  const isFar = ctrlKey === true || metaKey === true;
  switch (key) {
    case "ArrowLeft":
      return alongRow(section, from, -1);
    case "ArrowRight":
      return alongRow(section, from, 1);
    case "ArrowUp":
      return byRows(section, from, -1);
    case "ArrowDown":
      return byRows(section, from, 1);
    case "PageUp":
      return byRows(section, from, -ROWS_PER_PAGE);
    case "PageDown":
      return byRows(section, from, ROWS_PER_PAGE);
    case "Home":
      return isFar ? 0 : row?.from;
    case "End":
      return isFar ? section.seats.length - 1 : (row?.to ?? 1) - 1;
    default:
      return undefined;
  }
};
