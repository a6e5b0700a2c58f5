/** What the rows of a pretix zone are: rows with blocks, or tables. Pure. */
import type { PretixRow, PretixZone } from "#cli/import-chart/pretix-plan.ts";
import {
  alongAxis,
  inRowOrder,
  inTableOrder,
  isUnplaced,
  middleOf,
  type Placed,
  splitAtAisles,
  stepBetween,
  stepsOf,
} from "#cli/import-chart/seat-order.ts";
import { withOrdinals } from "#cli/import-chart/short-ids.ts";

export interface ZoneSeat extends Placed {
  /** As in the file; empty if it has no number. */
  readonly number: string;
  /** What is printed for it. */
  readonly label: string;
  readonly category: string;
}

/** A row, or a table, with its seats in order. */
export interface SeatGroup {
  readonly kind: "row" | "table";
  readonly name: string;
  readonly label: string;
  readonly blocks: readonly (readonly ZoneSeat[])[];
  /** Whether the file says where its seats are. */
  readonly isPlaced: boolean;
}

/** pretix puts the number where a text for people has %s. */
const printed = (text: string | null, number: string): string =>
  text === null || text === "" ? number : text.replaceAll("%s", number).trim();

const seatsOf = (zone: PretixZone, row: PretixRow): readonly ZoneSeat[] =>
  row.seats.map(({ seat_number: number, category, position }) => ({
    number: number ?? "",
    label: number === null || number === "" ? "" : printed(row.seat_label, number),
    category: category ?? "",
    x: zone.position.x + row.position.x + position.x,
    y: zone.position.y + row.position.y + position.y,
  }));

const stepsAlong = (seats: readonly ZoneSeat[]): readonly number[] => stepsOf(inTableOrder(seats) ?? inRowOrder(seats));

/** All steps between neighbours of a zone, from which its usual step follows. Seats at one place have no step. */
export const stepsIn = (zone: PretixZone): readonly number[] =>
  zone.rows.flatMap((row) => stepsAlong(seatsOf(zone, row))).filter((step) => step > 0);

interface NamedSeats {
  readonly name: string;
  readonly label: string;
  readonly seats: readonly ZoneSeat[];
}

const isEmpty = ({ seats }: NamedSeats): boolean => seats.length === 0;

const rangeOn = (along: (seat: Placed) => number, seats: readonly Placed[]): readonly [number, number] => {
  const places = seats.map(along);
  return [Math.min(...places), Math.max(...places)];
};

/** Whether rows continue each other: along the direction of all of them, none of them is beside another. */
const areEndToEnd = (rows: readonly NamedSeats[]): boolean => {
  const along = alongAxis(rows.flatMap(({ seats }) => seats));
  const ranges = rows.map(({ seats }) => rangeOn(along, seats)).toSorted(([a], [b]) => a - b);
  return ranges.every(([start], index) => index === 0 || start > (ranges[index - 1]?.[1] ?? 0));
};

const shareNumbers = (rows: readonly NamedSeats[]): boolean => {
  const numbers = rows.flatMap(({ seats }) => seats.map(({ number }) => number)).filter((number) => number !== "");
  return new Set(numbers).size < numbers.length;
};

const groupOf = ({ name, label, seats }: NamedSeats, usualStep: number): SeatGroup => {
  if (isUnplaced(seats)) return { kind: "row", name, label, blocks: [seats], isPlaced: false };
  const around = inTableOrder(seats);
  if (around !== undefined) return { kind: "table", name, label, blocks: [around], isPlaced: true };
  return { kind: "row", name, label, blocks: splitAtAisles(inRowOrder(seats), usualStep), isPlaced: true };
};

/** Rows of one name are one row drawn in parts, if none of their numbers is there twice. */
const joined = (rows: readonly NamedSeats[], usualStep: number): readonly SeatGroup[] => {
  const [first, ...others] = rows;
  if (first === undefined) return [];
  const groups = rows.map((row) => groupOf(row, usualStep));
  const [group] = groups;
  if (group === undefined || others.length === 0) return groups;
  if (shareNumbers(rows) || groups.some(({ kind, isPlaced }) => kind === "table" || !isPlaced)) return groups;
  if (areEndToEnd(rows)) return [groupOf({ ...first, seats: rows.flatMap(({ seats }) => seats) }, usualStep)];
  return [{ ...group, blocks: groups.flatMap(({ blocks }) => blocks) }];
};

/**
 * The rows and tables of a zone, nearest to the stage first if the plan has a stage, else as in the file.
 * @param usualStep between neighbours in this zone
 */
export const seatGroupsOf = (zone: PretixZone, usualStep: number, stage: Placed | undefined): readonly SeatGroup[] => {
  const names = withOrdinals(zone.rows.map((row) => row.row_number ?? ""));
  const named = zone.rows
    .map((row, index) => {
      const name = names[index] ?? "";
      return { name, label: printed(row.row_label, name), seats: seatsOf(zone, row) };
    })
    .filter((row) => !isEmpty(row));
  const byName = Map.groupBy(named, ({ name }) => name);
  const groups = [...byName.values()].flatMap((rows) => joined(rows, usualStep));
  if (stage === undefined) return groups;
  const far = new Map(groups.map((group) => [group, stepBetween(stage, middleOf(group.blocks.flat()))]));
  return groups.toSorted((one, other) => (far.get(one) ?? 0) - (far.get(other) ?? 0));
};
