const KINDS = {
    RESERVATION_NOT_FOUND: "stale",
    RESERVATION_NOT_PAID: "stale",
    SEAT_NOT_FOUND: "stale",
    CANCELLATION_CLOSED: "closed",
    PERFORMANCE_CALLED_OFF: "calledOff",
};
export const refusalOf = ({ code, body }) => {
    if (code !== "REFUND_CHANGED")
        return { kind: KINDS[code] ?? "again" };
    const quote = quoteIn(body["quote"]);
    return quote === undefined ? { kind: "stale" } : { kind: "changed", quote };
};
/** A quote in the evidence of a problem; undefined if it is none. */
const quoteIn = (evidence) => {
    if (typeof evidence !== "object" || evidence === null)
        return undefined;
    const { price, bookingFees, cancellationFees, amount, holdsUntil } = evidence;
    if (!isSum(price) || !isSum(bookingFees) || !isSum(cancellationFees) || !isSum(amount))
        return undefined;
    if (typeof holdsUntil !== "string" || Number.isNaN(Date.parse(holdsUntil)))
        return undefined;
    return { price, bookingFees, cancellationFees, amount, holdsUntil };
};
const isSum = (value) => Number.isSafeInteger(value);
