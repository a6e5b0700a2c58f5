/** What a cancellation refunds, and until when. Pure. Sums are in whole won. */
import { secondsOf } from "#contract/common.ts";
import { REFUND_PRESETS } from "#contract/refund-rules.ts";
import { localDay, startOfDay } from "#functions/payments/rules/local-day.ts";
import { isoTime } from "#functions/shared/time.ts";
const HOUR_SECONDS = 3600;
export const tableOf = (rule) => (typeof rule === "string" ? REFUND_PRESETS[rule] : rule);
/**
 * The times of a rule for a performance. A day ends by the clocks of the hall, and no step ends after the start. A step
 * that ends no later than the one before it never applies and is left out, such as the day of a performance at midnight.
 * @param timeZone of the hall, by its IANA name
 */
export const resolveRefundRule = (rule, startsAt, timeZone) => {
    const { fullRefund } = tableOf(rule);
    const steps = [];
    for (const step of timedSteps(rule, startsAt, timeZone))
        if (step.until > (steps.at(-1)?.until ?? -1))
            steps.push(step);
    if (fullRefund === undefined)
        return { steps };
    const ifBoughtBefore = within(startsAt, startOfDay(localDay(startsAt, timeZone) - fullRefund.daysBefore, timeZone));
    return {
        steps,
        fullRefund: { withinSeconds: fullRefund.withinHours * HOUR_SECONDS, ifBoughtBefore, latest: startsAt },
    };
};
/** Whether a step of a rule ends before the one that it follows, which its author can't have meant. */
export const isMisordered = (rule, startsAt, timeZone) => timedSteps(rule, startsAt, timeZone).some(({ until }, index, steps) => until < (steps[index - 1]?.until ?? 0));
/** Every step of a rule with its time. Steps that differ may end at the same time. */
const timedSteps = (rule, startsAt, timeZone) => {
    const day = localDay(startsAt, timeZone);
    const endOf = (until) => {
        if ("daysBefore" in until)
            return startOfDay(day - until.daysBefore + 1, timeZone);
        if ("hoursBefore" in until)
            return startsAt - until.hoursBefore * HOUR_SECONDS;
        return secondsOf(until.time);
    };
    return tableOf(rule).steps.map(({ until, ...step }) => ({ ...step, until: within(startsAt, endOf(until)) }));
};
/** A performance in the first days of 1970 has steps before it, which no time may be. */
const within = (startsAt, time) => Math.max(0, Math.min(startsAt, time));
/** The rule of a performance for which only a time is given: everything is refunded until then. */
export const fullUntil = (cancellableUntil) => ({
    steps: [{ until: cancellableUntil, feePercent: 0, bookingFeeBack: true }],
});
/** The rule as it applies to what is paid at a time. */
export const freezeRefundRule = ({ steps, fullRefund }, paidAt) => {
    if (fullRefund === undefined || paidAt >= fullRefund.ifBoughtBefore)
        return { steps };
    return { steps, fullRefundUntil: Math.min(paidAt + fullRefund.withinSeconds, fullRefund.latest) };
};
/** The time from which nothing that anybody buys can be cancelled. */
export const lastCancellation = ({ steps, fullRefund }) => Math.max(steps.at(-1)?.until ?? 0, fullRefund === undefined ? 0 : Math.min(fullRefund.ifBoughtBefore + fullRefund.withinSeconds, fullRefund.latest));
/** The time from which nothing of a reservation can be cancelled. */
export const cancellableUntil = ({ steps, fullRefundUntil = 0 }) => Math.max(fullRefundUntil, steps.at(-1)?.until ?? 0);
/** The step that applies at a time, or undefined if it is too late. It applies at least until its `until`. */
export const stepAt = ({ steps, fullRefundUntil = 0 }, now) => {
    const step = steps.find(({ until }) => now < until);
    if (now >= fullRefundUntil)
        return step;
    const isFullAnyway = step?.feePercent === 0 && step.bookingFeeBack;
    const until = isFullAnyway ? Math.max(step.until, fullRefundUntil) : fullRefundUntil;
    return { until, feePercent: 0, bookingFeeBack: true };
};
export const NO_REFUND = { price: 0, bookingFees: 0, cancellationFees: 0, amount: 0 };
/** What is kept of the price of a seat, rounded down in favour of the buyer. */
export const feeOf = ({ price, discount }, { feePercent }) => Math.floor(((price - discount) * feePercent) / 100);
/**
 * What some seats are refunded in a step (M5). Each seat is refunded by itself, so it makes no difference in how many
 * parts seats are cancelled, as long as the step is the same.
 */
export const refundOf = (seats, step) => seats.reduce((sum, seat) => {
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
export const stepsResponse = (steps) => steps.map(({ until, feePercent, bookingFeeBack }) => ({ until: isoTime(until), feePercent, bookingFeeBack }));
