import type * as z from "zod/mini";
import type { PerformanceSchema, ScheduledPerformanceSchema } from "#contract/performances.ts";
import type { ResolvedRefundRuleSchema } from "#contract/refund-rules.ts";
import { type Performance, type PerformanceDate, refundRuleOf } from "#functions/catalog/rules/performance.ts";
import { firstPriceOf } from "#functions/catalog/rules/prices.ts";
import { categoriesIn } from "#functions/charts/rules/publication.ts";
import { stepsResponse } from "#functions/payments/rules/refund-rule.ts";
import { capacityOf } from "#functions/seats/rules/seat-layout.ts";
import type { SectionCount } from "#functions/seats/rules/seat-occupancy.ts";
import { isoTime } from "#functions/shared/time.ts";

const HOUR_SECONDS = 3600;

const refundRuleResponse = (performance: PerformanceDate): z.infer<typeof ResolvedRefundRuleSchema> => {
  const { steps, fullRefund } = refundRuleOf(performance);
  return {
    preset: typeof performance.refundRule === "string" ? performance.refundRule : null,
    steps: [...stepsResponse(steps)],
    fullRefund:
      fullRefund === undefined
        ? null
        : {
            withinHours: fullRefund.withinSeconds / HOUR_SECONDS,
            ifBoughtBefore: isoTime(fullRefund.ifBoughtBefore),
          },
  };
};

const dateResponse = (performance: PerformanceDate) => ({
  performanceId: performance.performanceId,
  concertId: performance.concertId,
  startsAt: isoTime(performance.startsAt),
  timeZone: performance.timeZone,
  salesOpenAt: isoTime(performance.salesOpenAt),
  salesCloseAt: isoTime(performance.salesCloseAt),
  cancellableUntil: isoTime(performance.cancellableUntil),
  refundRule: refundRuleResponse(performance),
  seatLimit: performance.seatLimit,
  orphanRule: performance.orphanRule,
  accessibleUntil: isoTime(performance.accessibleUntil),
  chartId: performance.chartId,
  prices: performance.prices,
  bookingFee: performance.bookingFee,
  capacity: performance.capacity,
});

/** A performance as everybody sees it. */
export const scheduledPerformance = (performance: PerformanceDate): z.infer<typeof ScheduledPerformanceSchema> => ({
  ...dateResponse(performance),
  calledOff: performance.calledOffAt !== undefined,
});

/**
 * A performance as callers see it, with the seats that are left.
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
      label: section.label,
      kind: section.kind,
      categories: categoriesIn(section).map(({ category, capacity: seats }) => ({
        category,
        price: firstPriceOf(performance, category) ?? 0,
        capacity: seats,
      })),
      capacity,
      accessibleUnits: section.accessible.length,
      seatsLeft: capacity - (counts.get(section.sectionId)?.occupied ?? 0),
    };
  });
  return {
    ...dateResponse(performance),
    seatsLeft: sections.reduce((seats, section) => seats + section.seatsLeft, 0),
    sections,
  };
};
