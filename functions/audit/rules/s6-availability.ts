/** S6: the availability of a section, with the state of each seat, equals a recount. Pure. */
import { availabilityItem, type Finding, finding, seatItem } from "#functions/audit/rules/finding.ts";
import { findSeat, type Section } from "#functions/seats/rules/seat-layout.ts";
import {
  type Availability,
  countOf,
  isBlocked,
  isOccupied,
  type Occupancy,
  type SectionCount,
} from "#functions/seats/rules/seat-occupancy.ts";
import { firstDifference, stateAt } from "#functions/seats/rules/section-state.ts";
import type { Seconds } from "#functions/shared/time.ts";

/**
 * How long an expired hold may stay counted. The message about its expiry, or the next admission tick, has the section
 * counted again well before.
 */
const EXPIRED_COUNTED_SECONDS_MAX = 60;

const COUNTS = ["occupied", "held", "buyers", "holders"] as const;

const isSame = (one: SectionCount, other: SectionCount): boolean =>
  COUNTS.every((name) => one[name] === other[name]) && firstDifference(one.states, other.states) === undefined;
const text = (count: SectionCount): string => COUNTS.map((name) => `${name} ${count[name]}`).join(", ");

/** Such as ", and seat 12 of the section HELD, which is SOLD". */
const stateText = (recorded: SectionCount, recount: SectionCount): string => {
  const index = firstDifference(recorded.states, recount.states);
  if (index === undefined) return "";
  return `; the seat with index ${index} is stored as ${stateAt(recorded.states, index)} and is ${stateAt(recount.states, index)}`;
};

/** The index that a seat was held with says where its state stands, so it has to be that of the chart. */
export const seatIndexFindings = (
  performanceId: string,
  section: Section,
  seats: readonly Occupancy[],
): readonly Finding[] =>
  seats.flatMap(({ seatId, index }) => {
    const seat = findSeat(section, seatId);
    if (seat === undefined || seat.index === index) return [];
    const message = `Seat ${seatId} is stored with index ${index}; in the chart it has index ${seat.index}.`;
    return [finding("SEAT_INDEX_DIFFERS", message, [seatItem(performanceId, seatId)])];
  });

export const availabilityFindings = (facts: {
  readonly performanceId: string;
  readonly sectionId: string;
  readonly seats: readonly Occupancy[];
  /** Undefined: nobody has ever taken a seat of the section. */
  readonly availability: Omit<Availability, "sectionId"> | undefined;
  readonly now: Seconds;
}): readonly Finding[] => {
  const { performanceId, sectionId, seats, availability, now } = facts;
  const recount = countOf(seats, now);
  const recorded = availability ?? { ...countOf([], now), version: 0, countedAt: now };
  if (isSame(recorded, recount)) return [];
  // It was right when it was counted if only holds that have expired since make the difference.
  const expired = seats.filter((seat) => isOccupied(seat, recorded.countedAt) && !isOccupied(seat, now));
  const firstExpiry = Math.min(...expired.map((seat) => (isBlocked(seat) ? 0 : (seat.expiresAt ?? 0))));
  const mayCountExpired = now < firstExpiry + EXPIRED_COUNTED_SECONDS_MAX;
  if (mayCountExpired && isSame(recorded, countOf(seats, recorded.countedAt))) return [];
  return [
    finding(
      "AVAILABILITY_DIFFERS",
      `Section ${sectionId} of performance ${performanceId}: recount ${recorded.version} stored ${text(recorded)}; ` +
        `the seats are ${text(recount)}${stateText(recorded, recount)}.`,
      [availabilityItem(performanceId, sectionId)],
    ),
  ];
};
