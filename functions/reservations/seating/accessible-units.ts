/** Accessible seats with their companion seats: kept back until a set time for people who ask for them. */

import { distanceOf, seatingRows } from "#functions/reservations/seating/focal-distance.ts";
import { findSeat, type Section, seatsOfUnit, type TakenSeats } from "#functions/seats/rules/seat-layout.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** When the units of a performance are let go. */
export interface KeptBack {
  readonly now: Seconds;
  /** Units are kept back before this time and are seats like others from then on; for good, if absent. */
  readonly keptBackUntil?: Seconds | undefined;
}

const areKeptBack = ({ now, keptBackUntil }: KeptBack): boolean => keptBackUntil === undefined || now < keptBackUntil;

/** The seats of a section that are kept back now, taken or not. */
export const keptBackSeats = (section: Section, keptBack: KeptBack): ReadonlySet<string> =>
  new Set(areKeptBack(keptBack) ? (section.accessible ?? []).flatMap((unit) => seatsOfUnit(section, unit)) : []);

/** Taken seats and those kept back: to everybody who does not ask for accessible seats they are the same. */
export const notToBeHad = (section: Section, taken: TakenSeats, keptBack: KeptBack): TakenSeats => {
  const kept = keptBackSeats(section, keptBack);
  return kept.size === 0 ? taken : { has: (id) => kept.has(id) || taken.has(id) };
};

/**
 * Which of some chosen seats are refused because they are kept back. All of them, unless accessible seats are asked
 * for; then companion seats without the accessible seat they belong to. So nobody gets at companion seats by asking
 * for them alone, and those that a party leaves over are kept back with the rest.
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
  /** Companion seats left over, so that a larger unit stays for a larger party. */
  readonly spare: number;
  readonly distance: number;
}

/**
 * The unit for a party of `quantity`: of the units that have as many seats, none of them taken, the one with the
 * fewest left over, then the nearest to the focal point of its section, then the first listed.
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
    // A checked layout lists no unit of seats that it does not have.
    if (seat === undefined || row === undefined)
      throw new RangeError(`Section ${section.sectionId} has no seat ${id}.`);
    return distanceOf(row, seat.number, seat.number);
  };
};
