/** The orphan rule for seats that people choose themselves: no choice leaves a single empty seat that can be avoided. Pure. */

import { type KeptBack, takenOrKeptBack } from "#functions/reservations/seating/accessible-units.ts";
import { nearestPlacement } from "#functions/reservations/seating/group-placement.ts";
import { freeSpans, type Span } from "#functions/reservations/seating/seat-block.ts";
import {
  findSeat,
  type SeatRow,
  type Section,
  seatId,
  sectionOf,
  type TakenSeats,
} from "#functions/seats/rules/seat-layout.ts";

/** The part of a choice in one row: seats that were free. */
interface ChosenRow {
  readonly row: SeatRow;
  /** In order. */
  readonly numbers: readonly number[];
}

const chosenRows = (section: Section, taken: TakenSeats, chosen: readonly string[]): readonly ChosenRow[] => {
  const seats = chosen.filter((id) => !taken.has(id)).flatMap((id) => findSeat(section, id) ?? []);
  return section.rows
    .map((row) => ({
      row,
      numbers: seats.flatMap((seat) => (seat.row === row.row ? seat.number : [])).toSorted((a, b) => a - b),
    }))
    .filter(({ numbers }) => numbers.length > 0);
};

/**
 * The single empty seats that a choice would newly leave, in the order of the layout: free seats with a chosen seat on
 * one side and a chosen seat, a taken one or the end of the row on the other. A seat that was single before does not
 * count.
 *
 * @param taken seats that others have, and those kept back, which nobody can take together with the seat beside them
 * @param chosen ids of any sections; those of other sections and taken ones have no effect
 */
export const orphansLeft = (section: Section, taken: TakenSeats, chosen: readonly string[]): readonly string[] =>
  chosenRows(section, taken, chosen).flatMap(({ row, numbers }) => {
    const idOf = (number: number): string => seatId(section.sectionId, row.row, number);
    const own = new Set(numbers);
    const isFree = (number: number): boolean =>
      row.from <= number && number <= row.to && !own.has(number) && !taken.has(idOf(number));
    const beside = new Set(numbers.flatMap((number) => [number - 1, number + 1]));
    return [...beside].filter((number) => isFree(number) && !isFree(number - 1) && !isFree(number + 1)).map(idOf);
  });

/**
 * The seats to take instead, so that no single seat is newly left: the same number in each row, and seats that were side
 * by side still are. Of all such choices it is the one that moves people by the fewest seats in sum, then the one with
 * the lowest numbers; the choice itself, if it leaves no single seat.
 *
 * Undefined if one of the rows has no such choice: then the rule refuses nobody. That happens if the row's only free run
 * for the group is one seat longer than the group, since one seat is left wherever the group sits. Each row is placed by
 * itself, but the result is all or nothing: a party should not have to move in one row and still leave a single seat in
 * another.
 *
 * Chosen seats that count as taken, such as those of an accessible unit, stay where they are.
 */
export const withoutOrphans = (
  section: Section,
  taken: TakenSeats,
  chosen: readonly string[],
): readonly string[] | undefined => {
  const rows = chosenRows(section, taken, chosen);
  const placed = rows.flatMap(({ row, numbers }) => {
    const groups = nearestPlacement(groupsOf(numbers), freeSpans(section.sectionId, row, taken, 1));
    return groups ? [groups.flatMap((group) => idsOf(section, row, group))] : [];
  });
  if (placed.length < rows.length) return undefined;
  const staying = chosen.filter((id) => taken.has(id) && findSeat(section, id) !== undefined);
  return [...staying, ...placed.flat()];
};

/** Numbers side by side form a group. */
const groupsOf = (numbers: readonly number[]): readonly Span[] =>
  numbers
    .filter((number) => !numbers.includes(number - 1))
    .map((from) => {
      let to = from;
      while (numbers.includes(to + 1)) to += 1;
      return { from, to };
    });

const idsOf = (section: Section, { row }: SeatRow, { from, to }: Span): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => seatId(section.sectionId, row, from + index));

/** Single seats that a choice would leave, and the seats that would avoid them. */
export interface AvoidableOrphans {
  readonly orphans: readonly string[];
  readonly instead: readonly string[];
}

/**
 * The objection of the rule to a choice, over all its sections; undefined if the choice leaves no single seat, or if that
 * can't be avoided in all of its rows.
 */
export const avoidableOrphans = (
  sections: readonly Section[],
  taken: TakenSeats,
  keptBack: KeptBack,
  chosen: readonly string[],
): AvoidableOrphans | undefined => {
  const parts = sections
    .filter(({ sectionId }) => chosen.some((id) => sectionOf(id) === sectionId))
    .map((section) => ({ section, taken: takenOrKeptBack(section, taken, keptBack) }));
  const orphans = parts.flatMap((part) => orphansLeft(part.section, part.taken, chosen));
  if (orphans.length === 0) return undefined;
  const instead = parts.map((part) => withoutOrphans(part.section, part.taken, chosen));
  return instead.includes(undefined) ? undefined : { orphans, instead: instead.flatMap((seats) => seats ?? []) };
};
