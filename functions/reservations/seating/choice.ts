/** The seats chosen for a party, and the reason in a sentence. */
import type { ChosenUnit } from "#functions/reservations/seating/accessible-units.ts";
import type { Split } from "#functions/reservations/seating/group-split.ts";
import { type SeatBlock, seatIdsOf, seatsOf } from "#functions/reservations/seating/seat-block.ts";
import type { StandingPlaces } from "#functions/reservations/seating/standing.ts";

/** The rule that found a choice, the best rule first. Accessible units and standing places have their own. */
export type Tier = "no-orphan" | "adjacent" | "nobody-alone" | "across-sections" | "accessible-unit" | "standing";

export interface Choice {
  /** In the order of the layout, but the accessible seat of a unit first. */
  readonly seatIds: readonly string[];
  readonly tier: Tier;
  /** Why these seats, in a sentence. */
  readonly reason: string;
}

const REASONS = {
  "no-orphan": "the nearest to the focal point without leaving a single empty seat",
  adjacent: "the nearest to the focal point; any block of this size leaves a single empty seat",
};

/** Such as "4 in row 7 of section A", or one for each section that the block lies in. */
const placeOf = (block: SeatBlock): string => {
  const counts = new Map<string, number>();
  for (const { section, row } of seatsOf(block)) {
    const place = `${block.stretch.isTable ? "at table" : "in row"} ${row} of section ${section}`;
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return [...counts].map(([place, count]) => `${count} ${place}`).join(" and ");
};

export const blockChoice = (tier: keyof typeof REASONS, block: SeatBlock): Choice => ({
  seatIds: seatIdsOf(block),
  tier,
  reason: `${placeOf(block)}, ${REASONS[tier]}.`,
});

export const splitChoice = (tier: "nobody-alone" | "across-sections", { groups }: Split): Choice => {
  const seatIds = groups.flatMap(seatIdsOf);
  return {
    seatIds,
    tier,
    reason: `No ${seatIds.length} free seats are side by side; ${groups.map(placeOf).join(", ")}: nobody sits alone.`,
  };
};

export const unitChoice = ({ section, seatIds, spare }: ChosenUnit): Choice => ({
  seatIds,
  tier: "accessible-unit",
  reason: `${seatIds.length} seats of an accessible unit in section ${section.sectionId}, which has ${spare} more.`,
});

export const standingChoice = ({ section, places }: StandingPlaces): Choice => ({
  seatIds: places.map(({ seatId }) => seatId),
  tier: "standing",
  reason: `${places.length} of the standing places of section ${section.sectionId}.`,
});
