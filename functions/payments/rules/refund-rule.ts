/** What a cancellation refunds, and until when. Pure. Sums are in whole won. */
import { secondsOf } from "#contract/common.ts";
import { REFUND_PRESETS, type RefundRule, type RefundTable } from "#contract/refund-rules.ts";
import { localDay, startOfDay } from "#functions/payments/rules/local-day.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";

/** What applies before a time, from the end of the step before. */
export interface RefundStep {
  readonly until: Seconds;
  /** What is kept of the price of each seat. */
  readonly feePercent: number;
  readonly bookingFeeBack: boolean;
}

/** The rule of a performance, with its times. */
export interface ResolvedRefundRule {
  /** In order of time, each ending a second or more after the one before. */
  readonly steps: readonly RefundStep[];
  readonly fullRefund?: FullRefund | undefined;
}

/** Seats bought before a time are refunded in full for some seconds, whatever the steps say, but not after `latest`. */
export interface FullRefund {
  readonly withinSeconds: number;
  readonly ifBoughtBefore: Seconds;
  readonly latest: Seconds;
}

/** The rule of a reservation, as it was when it was paid. */
export interface FrozenRefundRule {
  readonly steps: readonly RefundStep[];
  /** Before this time everything is refunded. */
  readonly fullRefundUntil?: Seconds | undefined;
}

const HOUR_SECONDS = 3600;

export const tableOf = (rule: RefundRule): RefundTable => (typeof rule === "string" ? REFUND_PRESETS[rule] : rule);

/**
 * The times of a rule for a performance. A day ends by the clocks of the hall, and no step ends after the start. A step
 * that ends no later than the one before it never applies and is left out, such as the day of a performance at midnight.
 * @param timeZone of the hall, by its IANA name
 */
export const resolveRefundRule = (rule: RefundRule, startsAt: Seconds, timeZone: string): ResolvedRefundRule => {
  const { fullRefund } = tableOf(rule);
  const steps: RefundStep[] = [];
  for (const step of timedSteps(rule, startsAt, timeZone))
    if (step.until > (steps.at(-1)?.until ?? -1)) steps.push(step);
  if (fullRefund === undefined) return { steps };
  const ifBoughtBefore = within(startsAt, startOfDay(localDay(startsAt, timeZone) - fullRefund.daysBefore, timeZone));
  return {
    steps,
    fullRefund: { withinSeconds: fullRefund.withinHours * HOUR_SECONDS, ifBoughtBefore, latest: startsAt },
  };
};

/** Whether a step of a rule ends before the one that it follows, which its author can't have meant. */
export const isMisordered = (rule: RefundRule, startsAt: Seconds, timeZone: string): boolean =>
  timedSteps(rule, startsAt, timeZone).some(({ until }, index, steps) => until < (steps[index - 1]?.until ?? 0));

/** Every step of a rule with its time. Steps that differ may end at the same time. */
const timedSteps = (rule: RefundRule, startsAt: Seconds, timeZone: string): readonly RefundStep[] => {
  const day = localDay(startsAt, timeZone);
  const endOf = (until: RefundTable["steps"][number]["until"]): Seconds => {
    if ("daysBefore" in until) return startOfDay(day - until.daysBefore + 1, timeZone);
    if ("hoursBefore" in until) return startsAt - until.hoursBefore * HOUR_SECONDS;
    return secondsOf(until.time);
  };
  return tableOf(rule).steps.map(({ until, ...step }) => ({ ...step, until: within(startsAt, endOf(until)) }));
};

/** A performance in the first days of 1970 has steps before it, which no time may be. */
const within = (startsAt: Seconds, time: Seconds): Seconds => Math.max(0, Math.min(startsAt, time));

/** The rule of a performance for which only a time is given: everything is refunded until then. */
export const fullUntil = (cancellableUntil: Seconds): ResolvedRefundRule => ({
  steps: [{ until: cancellableUntil, feePercent: 0, bookingFeeBack: true }],
});

/** The rule as it applies to what is paid at a time. */
export const freezeRefundRule = ({ steps, fullRefund }: ResolvedRefundRule, paidAt: Seconds): FrozenRefundRule => {
  if (fullRefund === undefined || paidAt >= fullRefund.ifBoughtBefore) return { steps };
  return { steps, fullRefundUntil: Math.min(paidAt + fullRefund.withinSeconds, fullRefund.latest) };
};

/** The time from which nothing that anybody buys can be cancelled. */
export const lastCancellation = ({ steps, fullRefund }: ResolvedRefundRule): Seconds =>
  Math.max(
    steps.at(-1)?.until ?? 0,
    fullRefund === undefined ? 0 : Math.min(fullRefund.ifBoughtBefore + fullRefund.withinSeconds, fullRefund.latest),
  );

/** The time from which nothing of a reservation can be cancelled. */
export const cancellableUntil = ({ steps, fullRefundUntil = 0 }: FrozenRefundRule): Seconds =>
  Math.max(fullRefundUntil, steps.at(-1)?.until ?? 0);

/** The step that applies at a time, or undefined if it is too late. It applies at least until its `until`. */
export const stepAt = ({ steps, fullRefundUntil = 0 }: FrozenRefundRule, now: Seconds): RefundStep | undefined => {
  const step = steps.find(({ until }) => now < until);
  if (now >= fullRefundUntil) return step;
  const isFullAnyway = step?.feePercent === 0 && step.bookingFeeBack;
  const until = isFullAnyway ? Math.max(step.until, fullRefundUntil) : fullRefundUntil;
  return { until, feePercent: 0, bookingFeeBack: true };
};

/** What a seat cost, in won. */
export interface PaidSeat {
  readonly price: number;
  /** Taken off the price. */
  readonly discount: number;
  readonly bookingFee: number;
}

/** A refund and what it is made of, in won. */
export interface RefundSums {
  /** Price − cancellation fees + booking fees. */
  readonly amount: number;
  /** Booking fees that come back. */
  readonly bookingFees: number;
  /** What is kept of the price. */
  readonly cancellationFees: number;
}

export interface RefundAmounts extends RefundSums {
  /** The prices of the seats, less discounts and without booking fees. */
  readonly price: number;
}

export const NO_REFUND: RefundAmounts = { price: 0, bookingFees: 0, cancellationFees: 0, amount: 0 };

/** What is kept of the price of a seat, rounded down in favour of the buyer. */
export const feeOf = ({ price, discount }: PaidSeat, { feePercent }: Pick<RefundStep, "feePercent">): number =>
  Math.floor(((price - discount) * feePercent) / 100);

/**
 * What some seats are refunded in a step (M5). Each seat is refunded by itself, so it makes no difference in how many
 * parts seats are cancelled, as long as the step is the same.
 */
export const refundOf = (
  seats: readonly PaidSeat[],
  step: Pick<RefundStep, "feePercent" | "bookingFeeBack">,
): RefundAmounts =>
  seats.reduce((sum, seat) => {
    const paid = seat.price - seat.discount;
    const kept = feeOf(seat, step);
    const bookingFee = step.bookingFeeBack ? seat.bookingFee : 0;
    return {
      price: sum.price + paid,
      bookingFees: sum.bookingFees + bookingFee,
      cancellationFees: sum.cancellationFees + kept,
      amount: sum.amount + paid - kept + bookingFee,
    };
  }, NO_REFUND);

export const stepsResponse = (steps: readonly RefundStep[]) =>
  steps.map(({ until, feePercent, bookingFeeBack }) => ({ until: isoTime(until), feePercent, bookingFeeBack }));
