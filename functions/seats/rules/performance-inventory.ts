/** What the next person may buy of a performance, as admission sees it. Pure. */
import type { Inventory } from "#functions/queue/rules/inventory-limit.ts";
import { type AccessibleUnit, seatsOfUnit } from "#functions/seats/rules/seat-layout.ts";
import type { SectionCount } from "#functions/seats/rules/seat-occupancy.ts";
import { isUnitLeft } from "#functions/seats/rules/section-availability.ts";
import { ALL_FREE, countStates, isTakenIn } from "#functions/seats/rules/section-state.ts";

type Counts = ReadonlyMap<string, SectionCount>;
/** By section. Sections without units may be missing. */
export type UnitsBySection = ReadonlyMap<string, readonly AccessibleUnit[]>;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** @param units the accessible units that are kept back */
export const inventoryOf = (capacity: number, counts: Counts, units: UnitsBySection): Inventory => {
  const all = [...counts.values()];
  const states = all.map((count) => countStates(count.states));
  const total = (state: "HELD" | "SOLD" | "BLOCKED"): number => sum(states.map((count) => count[state]));
  let keptBack = 0;
  let accessibleUnits = 0;
  for (const [sectionId, ofSection] of units) {
    const state = counts.get(sectionId)?.states ?? ALL_FREE;
    keptBack += new Set(ofSection.flatMap(seatsOfUnit).filter((index) => !isTakenIn(state, index))).size;
    accessibleUnits += ofSection.filter((unit) => isUnitLeft(unit, state)).length;
  }
  const blocked = total("BLOCKED");
  return {
    capacity,
    free: capacity - total("HELD") - total("SOLD") - blocked - keptBack,
    held: total("HELD"),
    blocked,
    keptBack,
    accessibleUnits,
    buyers: sum(all.map(({ buyers }) => buyers)),
    holders: sum(all.map(({ holders }) => holders)),
  };
};

/** Which categories are sold out does not follow from sums. */
type Sums = Required<Omit<Inventory, "soldOut">>;

const NOTHING: Sums = {
  capacity: 0,
  free: 0,
  held: 0,
  blocked: 0,
  keptBack: 0,
  accessibleUnits: 0,
  buyers: 0,
  holders: 0,
};

/** The inventories of several performances in one. */
export const sumOf = (inventories: readonly Inventory[]): Sums =>
  inventories.reduce<Sums>(
    (total, each) => ({
      capacity: total.capacity + each.capacity,
      free: total.free + each.free,
      held: total.held + each.held,
      blocked: total.blocked + (each.blocked ?? 0),
      keptBack: total.keptBack + (each.keptBack ?? 0),
      accessibleUnits: total.accessibleUnits + (each.accessibleUnits ?? 0),
      buyers: total.buyers + each.buyers,
      holders: total.holders + each.holders,
    }),
    NOTHING,
  );
