/** Accessible seats with their companion seats, which are kept back until a set time for people who need them. */

import { distanceOf, seatingRows } from "#functions/reservations/seating/focal-distance.ts";
import { findSeat, type Section, seatsOfUnit, type TakenSeats } from "#functions/seats/rules/seat-layout.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** When the units of a performance are released. */
export interface KeptBack {
  readonly now: Seconds;
  /** Until this time units are kept back; from then on their seats are like any others. Absent: units stay kept back. */
  readonly keptBackUntil?: Seconds | undefined;
}

const areKeptBack = ({ now, keptBackUntil }: KeptBack): boolean => keptBackUntil === undefined || now < keptBackUntil;

/** The seats of a section that are kept back now, taken or not. */
export const keptBackSeats = (section: Section, keptBack: KeptBack): ReadonlySet<string> =>
  new Set(areKeptBack(keptBack) ? (section.accessible ?? []).flatMap((unit) => seatsOfUnit(section, unit)) : []);

/** Taken seats and those kept back, which count as taken for everybody who does not ask for accessible seats. */
export const takenOrKeptBack = (section: Section, taken: TakenSeats, keptBack: KeptBack): TakenSeats => {
  const kept = keptBackSeats(section, keptBack);
  return kept.size === 0 ? taken : { has: (id) => kept.has(id) || taken.has(id) };
};

/**
 * The chosen seats that are refused because they are kept back: without `accessible` all of them, with it the companion
 * seats whose accessible seat was not chosen too. So nobody gets companion seats alone, and those that a party leaves
 * over are kept back with the rest.
 */
export const refusedAsKeptBack = (
  section: Section,
  chosen: readonly string[],
  { accessible, ...keptBack }: KeptBack & { readonly accessible: boolean },
): readonly string[] => {
  const kept = keptBackSeats(section, keptBack);
  const granted = new Set(
    (section.accessible ?? [])
      .filter(({ seat }) => accessible && chosen.includes(`${section.sectionId}-${seat}`))
      .flatMap((unit) => seatsOfUnit(section, unit)),
  );
  return chosen.filter((id) => kept.has(id) && !granted.has(id));
};

/** The seats of one unit that a party gets. */
export interface ChosenUnit {
  readonly section: Section;
  /** The accessible seat, then companion seats as they are listed. */
  readonly seatIds: readonly string[];
  /** Companion seats that the party leaves over. The fewer the better: a larger unit is kept for a larger party. */
  readonly spare: number;
  readonly distance: number;
}

/**
 * The unit for a party of `quantity`: of the units with enough seats and no taken one, the unit with the fewest seats
 * left over, then the nearest to the focal point of its section, then the first listed.
 */
export const bestUnit = (sections: readonly Section[], quantity: number, taken: TakenSeats): ChosenUnit | undefined => {
  let best: ChosenUnit | undefined;
  for (const section of sections) {
    const distances = distancesIn(section);
    for (const unit of section.accessible ?? []) {
      const seats = seatsOfUnit(section, unit);
      if (seats.length < quantity || seats.some((id) => taken.has(id))) continue;
      const seatIds = seats.slice(0, quantity);
      const distance = seatIds.reduce((sum, id) => sum + distances(id), 0);
      const chosen = { section, seatIds, spare: seats.length - quantity, distance };
      if (isBetter(chosen, best)) best = chosen;
    }
  }
  return best;
};

const isBetter = (one: ChosenUnit, other: ChosenUnit | undefined): boolean =>
  other === undefined || one.spare < other.spare || (one.spare === other.spare && one.distance < other.distance);

const distancesIn = (section: Section): ((id: string) => number) => {
  const rows = new Map(seatingRows(section).map((row) => [row.row, row]));
  return (id) => {
    const seat = findSeat(section, id);
    const row = rows.get(seat?.row ?? "");
    // A layout is checked when it is created: it has every seat of its units.
    if (seat === undefined || row === undefined)
      throw new RangeError(`Section ${section.sectionId} has no seat ${id}.`);
    return distanceOf(row, seat.number, seat.number);
  };
};
