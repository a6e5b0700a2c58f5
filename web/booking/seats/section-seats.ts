/** The seats of a section as the page works with them, from the chart. Pure. */
import type { CallResult } from "#client/call-types.ts";
import type { Point } from "#contract/drawing/plan.ts";

export type Chart = CallResult<"readChart">["body"];
export type ChartSection = CallResult<"readChartSection">["body"];

/** Seats that belong together: an accessible seat and the seats of its companions. */
export interface AccessibleUnit {
  readonly seat: number;
  readonly companions: readonly number[];
}

export interface PlacedSeat {
  /** Its place in the section, in the order of the state. */
  readonly index: number;
  readonly seatId: string;
  /** Index of its row, or of its table. */
  readonly row: number;
  /** Index of its block in the row: between two blocks is an aisle. */
  readonly block: number;
  readonly seat: string;
  readonly label: string;
  readonly category: string;
  readonly x: number;
  readonly y: number;
  /** Of an accessible or companion seat. */
  readonly unit: AccessibleUnit | undefined;
}

export interface PlacedRow {
  readonly row: string;
  readonly label: string;
  readonly isSoldWhole: boolean;
  readonly isTable: boolean;
  /** Its first seat, and the one behind its last. */
  readonly from: number;
  readonly to: number;
}

export interface SectionSeats {
  readonly sectionId: string;
  readonly label: string;
  readonly kind: ChartSection["kind"];
  readonly rows: readonly PlacedRow[];
  readonly seats: readonly PlacedSeat[];
  readonly tables: readonly { readonly x: number; readonly y: number; readonly radius: number }[];
  readonly units: readonly AccessibleUnit[];
  readonly outline: readonly Point[];
  /** The best seat: the middle of the first row if the chart names none. */
  readonly focalSeat: number;
}

/** By how much the section is turned so that its rows lie in front of each other, the stage at the top. */
const uprightTurn = (section: ChartSection): number => {
  if (section.kind !== "SEATS") return 0;
  const middle = (row: ChartSection["rows"][number] | undefined): Point | undefined => {
    const seats = row?.blocks.flat() ?? [];
    const [first, last] = [seats.at(0), seats.at(-1)];
    if (first?.x === undefined || last?.x === undefined) return undefined;
    return [(first.x + last.x) / 2, ((first.y ?? 0) + (last.y ?? 0)) / 2];
  };
  const [front, back] = [middle(section.rows.at(0)), middle(section.rows.at(-1))];
  if (front === undefined || back === undefined || section.rows.length < 2) return 0;
  return Math.atan2(back[0] - front[0], back[1] - front[1]);
};

const SMALL_TURN = 0.03;

const turning = (angle: number): ((point: Point) => Point) => {
  if (Math.abs(angle) < SMALL_TURN) return (point) => point;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return ([x, y]) => [x * cos - y * sin, x * sin + y * cos];
};

const unitsOf = (section: ChartSection, indexOf: ReadonlyMap<string, number>): readonly AccessibleUnit[] =>
  section.accessible.flatMap(({ seat, companions }) => {
    const index = indexOf.get(seat);
    return index === undefined ? [] : [{ seat: index, companions: companions.flatMap((id) => indexOf.get(id) ?? []) }];
  });

/** Turned so that the row nearest to the stage is at the top. */
export const sectionSeats = (section: ChartSection): SectionSeats => {
  const turned = turning(uprightTurn(section));
  const rows: PlacedRow[] = [];
  const seats: Omit<PlacedSeat, "unit">[] = [];
  for (const [row, { row: id, label, isSoldWhole, table, blocks }] of section.rows.entries()) {
    const from = seats.length;
    for (const [block, { seat, label: printed, category, x = 0, y = 0 }] of blocks.flatMap((each, at) =>
      each.map((seat) => [at, seat] as const),
    )) {
      const [px, py] = turned([x, y]);
      const seatId = `${section.sectionId}-${id}-${seat}`;
      seats.push({ index: seats.length, seatId, row, block, seat, label: printed, category, x: px, y: py });
    }
    rows.push({ row: id, label, isSoldWhole, isTable: table !== null, from, to: seats.length });
  }
  const indexOf = new Map(seats.map(({ seatId, index }) => [seatId, index]));
  const units = unitsOf(section, indexOf);
  const unitOf = new Map(
    units.flatMap((unit) => [unit.seat, ...unit.companions].map((index) => [index, unit] as const)),
  );
  return {
    sectionId: section.sectionId,
    label: section.label,
    kind: section.kind,
    rows,
    seats: seats.map((seat) => ({ ...seat, unit: unitOf.get(seat.index) })),
    tables: section.rows.flatMap(({ table }) => table ?? []),
    units,
    outline: section.outline.map(turned),
    focalSeat: indexOf.get(section.focalSeat ?? "") ?? Math.floor((rows[0]?.to ?? 0) / 2),
  };
};
