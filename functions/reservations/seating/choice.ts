/** The seats chosen for a party, and the reason in a sentence. */
import type { ChosenUnit } from "#functions/reservations/seating/accessible-units.ts";
import type { Split } from "#functions/reservations/seating/group-split.ts";
import { type SeatBlock, seatIdsOf, sizeOf } from "#functions/reservations/seating/seat-block.ts";

/** The rule that found a choice, the best rule first. Accessible units have their own. */
export type Tier = "no-orphan" | "adjacent" | "nobody-alone" | "across-sections" | "accessible-unit";

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
    reason: `No ${seatIds.length} free seats are side by side; ${groups.map(placeOf).join(", ")}: nobody sits alone.`,
  };
};

export const unitChoice = ({ section, seatIds, spare }: ChosenUnit): Choice => ({
  seatIds,
  tier: "accessible-unit",
  reason: `${seatIds.length} seats of an accessible unit in section ${section.sectionId}, which has ${spare} more.`,
});
