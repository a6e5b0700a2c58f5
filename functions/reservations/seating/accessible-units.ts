/** Accessible seats with their companion seats, which are kept back until a set time for people who need them. */

import { focalDistances } from "#functions/reservations/seating/focal-distance.ts";
import { lackingTheirTable } from "#functions/reservations/seating/tables.ts";
import { findSeat, type Seat, type Section, seatsOfUnit, type TakenSeats } from "#functions/seats/rules/seat-layout.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** When the units of a performance are released. */
export interface KeptBack {
  readonly now: Seconds;
  /** Until this time units are kept back; from then on their seats are like any others. Absent: units stay kept back. */
  readonly keptBackUntil?: Seconds | undefined;
}

const areKeptBack = ({ now, keptBackUntil }: KeptBack): boolean => keptBackUntil === undefined || now < keptBackUntil;

/** Indexes of the seats of a section that are kept back now, taken or not. */
export const keptBackSeats = (section: Section, keptBack: KeptBack): ReadonlySet<number> =>
  new Set(areKeptBack(keptBack) ? section.accessible.flatMap(seatsOfUnit) : []);

/** Taken seats and those kept back, which count as taken for everybody who does not ask for accessible seats. */
export const takenOrKeptBack = (section: Section, taken: TakenSeats, keptBack: KeptBack): TakenSeats => {
  const kept = keptBackSeats(section, keptBack);
  return kept.size === 0 ? taken : { has: (index) => kept.has(index) || taken.has(index) };
};

/**
 * The chosen seats of a section that are refused because they are kept back: without `accessible` all of them, with it the companion
 * seats whose accessible seat was not chosen too. So nobody gets companion seats alone, and those that a party leaves
 * over are kept back with the rest.
 */
export const refusedAsKeptBack = (
  section: Section,
  chosen: readonly string[],
  { accessible, ...keptBack }: KeptBack & { readonly accessible: boolean },
): readonly string[] => {
  const kept = keptBackSeats(section, keptBack);
  const seats = chosen.flatMap((id) => findSeat(section, id) ?? []);
  const granted = new Set(
    section.accessible
      .filter(({ seat }) => accessible && seats.some(({ index }) => index === seat))
      .flatMap(seatsOfUnit),
  );
  return seats.filter(({ index }) => kept.has(index) && !granted.has(index)).map(({ seatId }) => seatId);
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
 * left over, then the nearest to the focal point of its section, then the first listed. Its seats may be of several
 * categories; if one is asked for, all that the party gets are of that one. A table sold whole is not split for a unit.
 */
export const bestUnit = (
  sections: readonly Section[],
  { quantity, category }: { readonly quantity: number; readonly category?: string | undefined },
  takenIn: (section: Section) => TakenSeats,
): ChosenUnit | undefined => {
  let best: ChosenUnit | undefined;
  for (const section of sections.filter(({ accessible }) => accessible.length > 0)) {
    const taken = takenIn(section);
    for (const unit of section.accessible.map(seatsOfUnit)) {
      if (unit.length < quantity || unit.some((index) => taken.has(index))) continue;
      const chosen = unitFor(section, unit, quantity);
      if (category !== undefined && chosen.seats.some((seat) => seat.category !== category)) continue;
      if (lackingTheirTable([section], chosen.seatIds).length === 0 && isBetter(chosen, best)) best = chosen;
    }
  }
  return best;
};

const unitFor = (
  section: Section,
  unit: readonly number[],
  quantity: number,
): ChosenUnit & { readonly seats: readonly Seat[] } => {
  const { ofSeats } = focalDistances(section);
  const seats = unit.slice(0, quantity).flatMap((index) => section.seats[index] ?? []);
  const distance = seats.reduce((sum, { index }) => sum + (ofSeats[index] ?? 0), 0);
  return { section, seats, seatIds: seats.map(({ seatId }) => seatId), spare: unit.length - quantity, distance };
};

const isBetter = (one: ChosenUnit, other: ChosenUnit | undefined): boolean =>
  other === undefined || one.spare < other.spare || (one.spare === other.spare && one.distance < other.distance);
