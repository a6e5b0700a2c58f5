import type * as z from "zod/mini";
import type { PerformanceSchema } from "#contract/performances.ts";
import type { Performance } from "#functions/catalog/rules/performance.ts";
import { capacityOf } from "#functions/seats/rules/seat-layout.ts";
import type { SectionCount } from "#functions/seats/rules/seat-occupancy.ts";
import { isoTime } from "#functions/shared/time.ts";

/**
 * A performance as callers see it.
 * @param counts the last recount of each section; a section that was never counted has all of its seats left
 */
export const performanceResponse = (
  performance: Performance,
  counts: ReadonlyMap<string, Pick<SectionCount, "occupied">>,
): z.infer<typeof PerformanceSchema> => {
  const sections = performance.sections.map((section) => {
    const capacity = capacityOf(section);
    return {
      sectionId: section.sectionId,
      name: section.name,
      grade: section.grade,
      price: section.price,
      capacity,
      accessibleUnits: section.accessible?.length ?? 0,
      seatsLeft: capacity - (counts.get(section.sectionId)?.occupied ?? 0),
    };
  });
  return {
    performanceId: performance.performanceId,
    concertId: performance.concertId,
    startsAt: isoTime(performance.startsAt),
    salesOpenAt: isoTime(performance.salesOpenAt),
    salesCloseAt: isoTime(performance.salesCloseAt),
    cancellableUntil: isoTime(performance.cancellableUntil),
    seatLimit: performance.seatLimit,
    orphanRule: performance.orphanRule,
    accessibleUntil: isoTime(performance.accessibleUntil),
    capacity: performance.capacity,
    seatsLeft: sections.reduce((seats, section) => seats + section.seatsLeft, 0),
    sections,
  };
};
