const TAKINGS = "TAKINGS:";
export const statementRow = (entry) => ({
    seq: entry.seq,
    kind: entry.kind,
    concertId: entry.counterAccount.startsWith(TAKINGS) ? entry.counterAccount.slice(TAKINGS.length) : undefined,
    notes: notesOf(entry),
    amount: entry.amount,
    balanceAfter: entry.balanceAfter,
    reference: entry.reference,
    at: entry.at,
});
const notesOf = ({ kind, amount, bookingFees, cancellationFees }) => {
    const notes = [];
    if (amount === 0)
        notes.push({ kind: kind === "REFUND" && cancellationFees > 0 ? "USED_UP" : "FREE" });
    if (bookingFees > 0)
        notes.push({ kind: "BOOKING_FEES_PAID", amount: bookingFees });
    if (bookingFees < 0)
        notes.push({ kind: "BOOKING_FEES_BACK", amount: -bookingFees });
    if (cancellationFees > 0)
        notes.push({ kind: "FEE_KEPT", amount: cancellationFees });
    if (cancellationFees < 0)
        notes.push({ kind: "FEE_BACK", amount: -cancellationFees });
    return notes;
};
/** The reservation behind an entry, by the reference of the entry. */
export const reservationsByReference = (origins) => new Map(origins.flatMap(({ reservationId, paymentId, refundIds }) => [...(paymentId === null ? [] : [paymentId]), ...refundIds].map((reference) => [reference, reservationId])));
