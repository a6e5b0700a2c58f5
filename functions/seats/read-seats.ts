import type * as z from "zod/mini";
import type { SeatMapSchema } from "#contract/seats.ts";
import type { Performance } from "#functions/catalog/rules/performance.ts";
import { seatMapOf, sectionsOnMap } from "#functions/seats/rules/seat-map.ts";
import { watchOccupancy } from "#functions/seats/seat-store.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";

/**
 * The seats of a performance, or of one of its sections, at most a second old.
 * @throws Problem SECTION_NOT_FOUND, or VALIDATION_FAILED if the performance is too large to be shown as a whole
 */
export const readSeats = async (
  performance: Performance,
  sectionId: string | undefined,
  now: Seconds,
): Promise<z.infer<typeof SeatMapSchema>> => {
  const { performanceId } = performance;
  const seats = await Promise.all(
    sectionsOnMap(performance, sectionId).map(async (section) =>
      seatMapOf(section, performance, await watchOccupancy(performanceId, section.sectionId), now),
    ),
  );
  return { performanceId, seats: seats.flat(), serverTime: isoTime(now) };
};
