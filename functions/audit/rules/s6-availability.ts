/** S6: the availability of a section equals a recount. Pure. */
import { availabilityItem, type Finding, finding } from "#functions/audit/rules/finding.ts";
import { countOf, isOccupied, type Occupancy, type SectionCount } from "#functions/seats/rules/seat-occupancy.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** The figure that was written down, and when. */
export interface AvailabilityFigure extends SectionCount {
  readonly version: number;
  readonly countedAt: Seconds;
}

/**
 * Expired holds stay counted until their reminder, or the next admission tick, has the section counted again; after
 * this time neither will.
 */
const LAPSED_COUNTED_SECONDS_MAX = 60;

const FIGURES = ["occupied", "held", "buyers", "holders"] as const;

const isSame = (one: SectionCount, other: SectionCount): boolean => FIGURES.every((name) => one[name] === other[name]);
const text = (count: SectionCount): string => FIGURES.map((name) => `${name} ${count[name]}`).join(", ");

export const availabilityFindings = (facts: {
  readonly performanceId: string;
  readonly sectionId: string;
  readonly seats: readonly Occupancy[];
  /** Undefined: nobody has ever taken a seat of the section. */
  readonly figure: AvailabilityFigure | undefined;
  readonly now: Seconds;
}): readonly Finding[] => {
  const { performanceId, sectionId, seats, figure, now } = facts;
  const recount = countOf(seats, now);
  const said = figure ?? { ...countOf([], now), version: 0, countedAt: now };
  if (isSame(said, recount)) return [];
  // Right when it was counted: only holds that have expired since make the difference.
  const expired = seats.filter((seat) => isOccupied(seat, said.countedAt) && !isOccupied(seat, now));
  const firstLapse = Math.min(...expired.map(({ expiresAt }) => expiresAt ?? 0));
  const mayCountLapsed = now < firstLapse + LAPSED_COUNTED_SECONDS_MAX;
  if (mayCountLapsed && isSame(said, countOf(seats, said.countedAt))) return [];
  return [
    finding(
      "AVAILABILITY_DIFFERS",
      `Section ${sectionId} of performance ${performanceId}: the figure of recount ${said.version} says ${text(said)}; the seats say ${text(recount)}.`,
      [availabilityItem(performanceId, sectionId)],
    ),
  ];
};
