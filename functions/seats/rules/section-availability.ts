/** What is left of a section, by category. Pure. */
import { type AccessibleUnit, type Section, seatsOfUnit } from "#functions/seats/rules/seat-layout.ts";
import { type SeatState, stateAt } from "#functions/seats/rules/section-state.ts";

export interface CategoryCount {
  readonly category: string;
  /** Seats that anybody may take. */
  readonly free: number;
  readonly held: number;
  readonly sold: number;
  /** Units without a taken seat, by the category of their accessible seat. */
  readonly accessibleUnits: number;
}

/** Whether a unit can still be had: it is sold as a whole. */
export const isUnitLeft = (unit: AccessibleUnit, states: Uint8Array): boolean =>
  seatsOfUnit(unit).every((index) => stateAt(states, index) === "AVAILABLE");

/**
 * The counts of a section by category, in the order in which the categories first occur.
 * @param unitsAreKeptBack whether the free seats of accessible units are kept for people who need them
 */
export const countsByCategory = (
  { seats, accessible }: Pick<Section, "seats" | "accessible">,
  states: Uint8Array,
  unitsAreKeptBack: boolean,
): readonly CategoryCount[] => {
  const counts = new Map<string, Record<SeatState | "units", number>>();
  const kept = new Set(unitsAreKeptBack ? accessible.flatMap(seatsOfUnit) : []);
  for (const { index, category } of seats) {
    const count = counts.get(category) ?? { AVAILABLE: 0, HELD: 0, SOLD: 0, BLOCKED: 0, units: 0 };
    counts.set(category, count);
    const state = stateAt(states, index);
    if (state !== "AVAILABLE" || !kept.has(index)) count[state] += 1;
  }
  for (const unit of accessible) {
    const count = counts.get(seats[unit.seat]?.category ?? "");
    if (count && isUnitLeft(unit, states)) count.units += 1;
  }
  return [...counts].map(([category, { AVAILABLE: free, HELD: held, SOLD: sold, units }]) => ({
    category,
    free,
    held,
    sold,
    accessibleUnits: units,
  }));
};
