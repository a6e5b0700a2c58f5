import { seatRoutes } from "#contract/seats.ts";
import { findPerformance, type Performance } from "#functions/catalog/catalog-store.ts";
import { type Section, seatsOf, seatsOfUnit } from "#functions/seats/rules/seat-layout.ts";
import { isOccupied } from "#functions/seats/rules/seat-occupancy.ts";
import { watchOccupancy } from "#functions/seats/seat-store.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { Problem } from "#functions/shared/problem.ts";
import { isoTime, type Seconds, systemClock } from "#functions/shared/time.ts";

/** Above this a map without `section` would be too much for one answer. */
const SEATS_PER_ANSWER_MAX = 1000;

export const handler = httpHandler(
  seatRoutes.readSeats,
  async ({ query, performance }) => {
    const now = systemClock();
    const sections = chosenSections(performance, query.section);
    const seats = await Promise.all(sections.map((section) => seatMap(performance.performanceId, section, now)));
    return {
      status: 200,
      body: { performanceId: performance.performanceId, seats: seats.flat(), serverTime: isoTime(now) },
    };
  },
  { findPerformance },
);

const chosenSections = ({ sections, capacity }: Performance, sectionId: string | undefined): readonly Section[] => {
  if (sectionId === undefined) {
    if (capacity <= SEATS_PER_ANSWER_MAX) return sections;
    const message = `Name one section: the performance has more than ${SEATS_PER_ANSWER_MAX} seats.`;
    throw new Problem("VALIDATION_FAILED", { errors: [{ field: "query.section", message }] });
  }
  const section = sections.find((each) => each.sectionId === sectionId);
  if (section === undefined) throw new Problem("SECTION_NOT_FOUND");
  return [section];
};

const seatMap = async (performanceId: string, section: Section, now: Seconds) => {
  const occupancy = await watchOccupancy(performanceId, section.sectionId);
  const states = new Map(occupancy.filter((seat) => isOccupied(seat, now)).map((seat) => [seat.seatId, seat.state]));
  const accessibility = accessibilityOf(section);
  return seatsOf(section).map((seat) => ({
    ...seat,
    status: states.get(seat.seatId) ?? "AVAILABLE",
    accessibility: accessibility.get(seat.seatId),
  }));
};

const accessibilityOf = (section: Section): ReadonlyMap<string, "ACCESSIBLE" | "COMPANION"> =>
  new Map(
    (section.accessible ?? []).flatMap((unit) =>
      seatsOfUnit(section, unit).map((id, index) => [id, index === 0 ? "ACCESSIBLE" : "COMPANION"] as const),
    ),
  );
