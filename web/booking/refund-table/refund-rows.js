const HOUR_MS = 3600000;
const WHOLE = 100;
/** Each seat is refunded by itself, rounded in favour of the buyer, as the service does it. */
const refundOf = (seats, { feePercent, bookingFeeBack }) => seats.reduce((sum, { price, discount, bookingFee }) => {
    const paid = price - discount;
    return sum + paid - Math.floor((paid * feePercent) / WHOLE) + (bookingFeeBack ? bookingFee : 0);
}, 0);
const isEverything = ({ feePercent, bookingFeeBack }) => feePercent === 0 && bookingFeeBack;
/** Steps that end by then never apply: everything is refunded meanwhile. */
const withFullRefund = (steps, fullRefundUntil) => {
    if (fullRefundUntil === null)
        return steps;
    const endMs = Date.parse(fullRefundUntil);
    const later = steps.filter(({ until }) => Date.parse(until) > endMs);
    const [first] = later;
    if (first !== undefined && isEverything(first))
        return later;
    return [{ until: fullRefundUntil, feePercent: 0, bookingFeeBack: true, isAfterBuying: true }, ...later];
};
const afterBuyingOf = (rule, steps, nowMs) => {
    if (!("fullRefund" in rule) || rule.fullRefund === null)
        return undefined;
    const { withinHours, ifBoughtBefore } = rule.fullRefund;
    const boughtMs = Date.parse(ifBoughtBefore);
    if (nowMs >= boughtMs)
        return undefined;
    const fullMs = Math.max(0, ...steps.filter(isEverything).map(({ until }) => Date.parse(until)));
    return fullMs >= boughtMs + withinHours * HOUR_MS ? undefined : { withinHours, ifBoughtBefore };
};
/**
 * @param nowMs by the service's clock
 * @param seats if given, each row has the refund for all of them
 */
export const refundRows = (rule, nowMs, seats) => {
    const current = rule.steps.filter(({ until }) => Date.parse(until) > nowMs);
    const fullUntil = "fullRefundUntil" in rule ? rule.fullRefundUntil : null;
    const isPast = fullUntil !== null && Date.parse(fullUntil) <= nowMs;
    const rows = withFullRefund(current, isPast ? null : fullUntil).map((step) => ({
        until: step.until,
        percentBack: WHOLE - step.feePercent,
        bookingFeeBack: step.bookingFeeBack,
        isAfterBuying: step.isAfterBuying === true,
        amount: seats === undefined ? undefined : refundOf(seats, step),
    }));
    return { rows, afterBuying: afterBuyingOf(rule, current, nowMs) };
};
