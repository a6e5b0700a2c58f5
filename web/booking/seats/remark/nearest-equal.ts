/** Seats that are as good as those that were lost: as many side by side, of the same categories, and near. Pure. */
import { nearestBy } from "#web/booking/seats/nearest.ts";
import type { PlacedSeat, SectionSeats } from "#web/booking/seats/section-seats.ts";

interface Search {
  readonly section: SectionSeats;
  readonly isFree: (seat: PlacedSeat) => boolean;
}

type Group = readonly PlacedSeat[];

/** A row is about twice as deep as a seat is wide; what counts is how far away people end up. */
const farFrom = (seat: PlacedSeat, other: PlacedSeat): number => Math.hypot(seat.x - other.x, seat.y - other.y);

const isBeside = (seat: PlacedSeat, next: PlacedSeat): boolean =>
  next.index === seat.index + 1 && next.row === seat.row && next.block === seat.block;

/** Lost seats that were side by side are looked for together. */
const groupsOf = (lost: Group): readonly Group[] => {
  const groups: PlacedSeat[][] = [];
  for (const seat of lost.toSorted((a, b) => a.index - b.index)) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    if (last !== undefined && before !== undefined && isBeside(before, seat)) last.push(seat);
    else groups.push([seat]);
  }
  return groups;
};

const costOf = (group: Group, seats: Group): number =>
  seats.reduce((sum, seat, place) => sum + farFrom(seat, group[place] ?? seat), 0);

const cheapest = (group: Group, candidates: Iterable<Group>): Group | undefined =>
  nearestBy(candidates, (seats) => costOf(group, seats));

/** Every run of free seats side by side with the categories of the group. */
const runsFor = function* ({ section, isFree }: Search, group: Group): Generator<Group> {
  for (const first of section.seats) {
    const seats = section.seats.slice(first.index, first.index + group.length);
    if (seats.length < group.length) return;
    const fits = seats.every((seat, place) => {
      const before = seats[place - 1];
      return (
        isFree(seat) &&
        section.rows[seat.row]?.isSoldWhole !== true &&
        seat.category === group[place]?.category &&
        (before === undefined || isBeside(before, seat))
      );
    });
    if (fits) yield seats;
  }
};

/** Every free table that is sold whole, with as many seats of the same categories. */
const tablesFor = function* ({ section, isFree }: Search, group: Group): Generator<Group> {
  for (const row of section.rows) {
    if (!row.isSoldWhole || row.to - row.from !== group.length) continue;
    const seats = section.seats.slice(row.from, row.to);
    if (seats.every((seat, place) => isFree(seat) && seat.category === group[place]?.category)) yield seats;
  }
};

/** Every free accessible unit that is large enough. */
const unitsFor = function* ({ section, isFree }: Search, group: Group): Generator<Group> {
  for (const { seat, companions } of section.units) {
    const seats = [seat, ...companions.slice(0, group.length - 1)].flatMap((index) => section.seats[index] ?? []);
    const wanted = group.find(({ unit, index }) => unit?.seat === index) ?? group[0];
    if (seats.length === group.length && seats[0]?.category === wanted?.category && seats.every(isFree)) yield seats;
  }
};

/**
 * The nearest seats equal to the lost ones, group by group; undefined unless there are some for each of the groups.
 * @param isFree of seats that are free and that nobody, the buyer included, has chosen
 * @param needsUnit an accessible seat was lost, with all of its companion seats
 */
export const nearestEqual = (search: Search, lost: Group, needsUnit = false): Group | undefined => {
  if (needsUnit) return cheapest(lost, unitsFor(search, lost));
  const { section } = search;
  const whole = lost.filter((seat) => section.rows[seat.row]?.isSoldWhole === true);
  const tables = Map.groupBy(whole, ({ row }) => row);
  const single = lost.filter((seat) => !whole.includes(seat));
  const found: PlacedSeat[] = [];
  const isFree = (seat: PlacedSeat): boolean => !found.includes(seat) && search.isFree(seat);
  for (const group of [...tables.values(), ...groupsOf(single)]) {
    const table = section.rows[group[0]?.row ?? 0]?.isSoldWhole === true;
    const seats = cheapest(group, (table ? tablesFor : runsFor)({ section, isFree }, group));
    if (seats === undefined) return undefined;
    found.push(...seats);
  }
  return found;
};
