import { readReservations, readSection } from "#functions/audit/audit-store.ts";
import { type CheckResult, NO_RESULT, NOTHING_CHECKED } from "#functions/audit/audit-task.ts";
import { seatsWithoutOwner } from "#functions/audit/rules/s1-seat-owners.ts";
import { availabilityFindings, seatIndexFindings } from "#functions/audit/rules/s6-availability.ts";
import type { Section } from "#functions/seats/rules/seat-layout.ts";
import { isBlocked, isOccupied } from "#functions/seats/rules/seat-occupancy.ts";
import type { Clock } from "#functions/shared/time.ts";

/** Checks a section: who owns its taken seats (S1), and whether its availability equals a recount, seat by seat (S6). */
export const auditSection = async (performanceId: string, section: Section, clock: Clock): Promise<CheckResult> => {
  const now = clock();
  const { sectionId } = section;
  const { seats, availability } = await readSection(performanceId, sectionId);
  const taken = seats.filter((seat) => isOccupied(seat, now));
  const owners = taken.flatMap((seat) => (isBlocked(seat) ? [] : seat.reservationId));
  const reservations = await readReservations([...new Set(owners)]);
  return {
    ...NO_RESULT,
    checked: { ...NOTHING_CHECKED, sections: 1, seats: taken.length },
    findings: [
      ...seatsWithoutOwner({ performanceId, section, seats, reservations, now }),
      ...seatIndexFindings(performanceId, section, taken),
      ...availabilityFindings({ performanceId, sectionId, seats, availability, now }),
    ],
  };
};
