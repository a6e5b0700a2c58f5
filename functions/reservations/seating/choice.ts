/** What was chosen for a party, and why, in words. */
import type { ChosenUnit } from "#functions/reservations/seating/accessible-units.ts";
import type { Split } from "#functions/reservations/seating/group-split.ts";
import { type SeatBlock, seatIdsOf, sizeOf } from "#functions/reservations/seating/seat-block.ts";

/** The rule that a choice was found by, the best first; accessible units have their own. */
export type Tier = "no-orphan" | "adjacent" | "nobody-alone" | "across-sections" | "accessible-unit";

export interface Choice {
  /** In the order of the layout; of a unit the accessible seat first. */
  readonly seatIds: readonly string[];
  readonly tier: Tier;
  /** Why these seats, in a sentence. */
  readonly reason: string;
}

const REASONS = {
  "no-orphan": "the nearest to the focal point without leaving a single empty seat",
  adjacent: "the nearest to the focal point; every place for so many leaves a single empty seat",
};

const placeOf = (block: SeatBlock): string =>
  `${sizeOf(block)} in row ${block.row.row} of section ${block.row.section.sectionId}`;

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
    reason: `Nowhere are ${seatIds.length} free side by side; ${groups.map(placeOf).join(", ")}: nobody sits alone.`,
  };
};

export const unitChoice = ({ section, seatIds, spare }: ChosenUnit): Choice => ({
  seatIds,
  tier: "accessible-unit",
  reason: `${seatIds.length} of an accessible unit of section ${section.sectionId}, ${spare} of its seats to spare.`,
});
