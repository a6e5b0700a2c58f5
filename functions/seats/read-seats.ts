import type * as z from "zod/mini";
import type { SeatMapSchema } from "#contract/seats.ts";
import type { Performance } from "#functions/catalog/rules/performance.ts";
import { capacityOf, type Section } from "#functions/seats/rules/seat-layout.ts";
import { type MapForm, seatMapOf, sectionsOnMap } from "#functions/seats/rules/seat-map.ts";
import { countOf, isOverdue, type SectionCount } from "#functions/seats/rules/seat-occupancy.ts";
import { ALL_FREE, stateText } from "#functions/seats/rules/section-state.ts";
import { readRecentOccupancy, watchSections } from "#functions/seats/seat-store.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";

/** Sections in which a hold is over are read seat by seat until they are counted again, but no more than this many. */
const OVERDUE_READ_MAX = 3;

/**
 * The seats of a performance, or of one of its sections, at most two seconds old.
 * @throws Problem SECTION_NOT_FOUND, or VALIDATION_FAILED if the performance is too large to be shown as a whole
 */
export const readSeats = async (
  performance: Performance,
  { section, form }: { readonly section?: string | undefined; readonly form: MapForm },
  now: Seconds,
): Promise<z.infer<typeof SeatMapSchema>> => {
  const { performanceId } = performance;
  const sections = sectionsOnMap(performance, section, form);
  const states = await readStates(performanceId, sections, now);
  const statesOf = ({ sectionId }: Section): Uint8Array => states.get(sectionId) ?? ALL_FREE;
  const isText = form === "state";
  return {
    performanceId,
    seats: isText ? [] : sections.flatMap((each) => seatMapOf(each, performance, statesOf(each))),
    ...(isText && {
      states: sections.map((each) => ({
        sectionId: each.sectionId,
        state: stateText(statesOf(each), capacityOf(each)),
      })),
    }),
    serverTime: isoTime(now),
  };
};

/** The states of some sections. A hold that is over is not shown as a hold (S3). */
const readStates = async (
  performanceId: string,
  sections: readonly Section[],
  now: Seconds,
): Promise<ReadonlyMap<string, Uint8Array>> => {
  const ids = sections.map(({ sectionId }) => sectionId);
  const counts = await watchSections(performanceId, ids);
  const known = ids.flatMap((sectionId): readonly (readonly [string, SectionCount])[] => {
    const count = counts.get(sectionId);
    return count === undefined ? [] : [[sectionId, count]];
  });
  const overdue = known.filter(([, count]) => isOverdue(count, now)).slice(0, OVERDUE_READ_MAX);
  const afresh = await Promise.all(
    overdue.map(async ([sectionId]) => {
      const seats = await readRecentOccupancy(performanceId, sectionId);
      return [sectionId, countOf(seats, now)] as const;
    }),
  );
  return new Map([...known, ...afresh].map(([sectionId, { states }]) => [sectionId, states]));
};
