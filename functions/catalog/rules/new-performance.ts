/** The performance that an operator's request describes. Pure. */
import type * as z from "zod/mini";
import type { NewPerformanceSchema } from "#contract/performances.ts";
import type { Concert } from "#functions/catalog/rules/concert.ts";
import type { Performance } from "#functions/catalog/rules/performance.ts";
import { priceListOf } from "#functions/catalog/rules/prices.ts";
import { isMisordered, lastCancellation, resolveRefundRule } from "#functions/payments/rules/refund-rule.ts";
import { capacityOf, type Section } from "#functions/seats/rules/seat-layout.ts";
import { Problem } from "#functions/shared/problem.ts";
import { fromIsoTime, type Seconds } from "#functions/shared/time.ts";

interface NewPerformanceFacts {
  readonly concert: Concert;
  readonly performanceId: string;
  readonly chart: { readonly chartId: string; readonly sections: readonly Section[] };
  readonly now: Seconds;
}

const DAY_SECONDS = 24 * 3600;

/**
 * Fills in the times that the request leaves out: sales open with the queue or have done so already, and close when the
 * performance starts; accessible units are kept until then; tickets can be cancelled until a day before it.
 * @throws Problem VALIDATION_FAILED if sales would close before they open, or the prices do not fit the seats
 */
export const newPerformanceOf = (
  wanted: z.infer<typeof NewPerformanceSchema>,
  { concert, performanceId, chart, now }: NewPerformanceFacts,
): Performance => {
  const timeOr = (text: string | undefined, otherwise: Seconds): Seconds =>
    text === undefined ? otherwise : fromIsoTime(text);
  const startsAt = fromIsoTime(wanted.startsAt);
  const salesOpenAt = timeOr(wanted.salesOpenAt, Math.min(now, concert.opensAt));
  const salesCloseAt = timeOr(wanted.salesCloseAt, startsAt);
  requireSalesPeriod({ salesOpenAt, salesCloseAt });
  return {
    performanceId,
    concertId: concert.concertId,
    startsAt,
    timeZone: concert.timeZone,
    salesOpenAt,
    salesCloseAt,
    ...cancellationOf(wanted, startsAt, concert.timeZone),
    seatLimit: wanted.seatLimit,
    orphanRule: wanted.orphanRule,
    accessibleUntil: timeOr(wanted.accessibleUntil, salesCloseAt),
    ...chart,
    prices: priceListOf(wanted.prices, wanted.sections ?? [], categoriesOf(chart.sections)),
    bookingFee: wanted.bookingFee,
    capacity: chart.sections.reduce((seats, section) => seats + capacityOf(section), 0),
  };
};

/** @throws Problem VALIDATION_FAILED if sales would close before they open */
export const requireSalesPeriod = ({
  salesOpenAt,
  salesCloseAt,
}: {
  readonly salesOpenAt: Seconds;
  readonly salesCloseAt: Seconds;
}): void => {
  if (salesOpenAt < salesCloseAt) return;
  const message = "Sales must end after they begin.";
  throw new Problem("VALIDATION_FAILED", { errors: [{ field: "body.salesCloseAt", message }] });
};

/**
 * Until when seats can be cancelled: by the refund rule, or everything is refunded until a time.
 * @throws Problem VALIDATION_FAILED if the steps of the rule are not in order of time
 */
export const cancellationOf = (
  { cancellableUntil, refundRule }: Pick<z.infer<typeof NewPerformanceSchema>, "cancellableUntil" | "refundRule">,
  startsAt: Seconds,
  timeZone: string,
): Pick<Performance, "cancellableUntil" | "refundRule"> => {
  // A performance on the first day of 1970 would have a default before it, which no time may be.
  const dayBefore = Math.max(0, startsAt - DAY_SECONDS);
  if (refundRule === undefined) {
    return { cancellableUntil: cancellableUntil === undefined ? dayBefore : fromIsoTime(cancellableUntil) };
  }
  if (isMisordered(refundRule, startsAt, timeZone)) {
    const message =
      "The steps must be in order of time. For this performance, one ends before the one that it follows.";
    throw new Problem("VALIDATION_FAILED", { errors: [{ field: "body.refundRule.steps", message }] });
  }
  return { cancellableUntil: lastCancellation(resolveRefundRule(refundRule, startsAt, timeZone)), refundRule };
};

/** Every category of some sections, each once. */
export const categoriesOf = (sections: readonly Section[]): readonly string[] => [
  ...new Set(sections.flatMap(({ seats }) => seats.map(({ category }) => category))),
];
