/** The orphan rule for seats that people choose themselves: nobody leaves a single empty seat that can be avoided. */

import { type KeptBack, notToBeHad } from "#functions/reservations/seating/accessible-units.ts";
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

/** What a row has of a choice: seats that were free. */
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
 * one side and a chosen seat, a taken one or the end of the row on the other. A seat that was single before is not one.
 *
 * @param taken seats that others have, and those kept back, which nobody can take together with the seat beside them
 * @param chosen ids of any sections; those of other sections and those taken leave nothing here
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
 * The seats to take instead, so that no single seat is newly left: as many in each row, and those that were side by
 * side still so. Of all such choices the one that moves people by the fewest seats in sum, then the one with the
 * lowest numbers; the choice itself, if it leaves none.
 *
 * Undefined if there is none in one of its rows: then nobody may be refused. That is so if the row's only free run for
 * the group is one seat longer than it, since one seat is over wherever it sits. Each row of a choice is placed by
 * itself, and none is refused if one can't be: a party is not to be told to move in one row and then leaves a single
 * seat in another all the same.
 *
 * Chosen seats that are taken, as those of a unit that is kept back and asked for, stay where they are.
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

/** Numbers side by side are a group. */
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

/** Single seats that a choice would leave, and the seats that would avoid it. */
export interface AvoidableOrphans {
  readonly orphans: readonly string[];
  readonly instead: readonly string[];
}

/**
 * What the rule finds against a choice, over all its sections; undefined if it has nothing against it, because no
 * single seat is left or because that can't be avoided in all of its rows.
 */
export const avoidableOrphans = (
  sections: readonly Section[],
  taken: TakenSeats,
  keptBack: KeptBack,
  chosen: readonly string[],
): AvoidableOrphans | undefined => {
  const parts = sections
    .filter(({ sectionId }) => chosen.some((id) => sectionOf(id) === sectionId))
    .map((section) => ({ section, taken: notToBeHad(section, taken, keptBack) }));
  const orphans = parts.flatMap((part) => orphansLeft(part.section, part.taken, chosen));
  if (orphans.length === 0) return undefined;
  const instead = parts.map((part) => withoutOrphans(part.section, part.taken, chosen));
  return instead.includes(undefined) ? undefined : { orphans, instead: instead.flatMap((seats) => seats ?? []) };
};
