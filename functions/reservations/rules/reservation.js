import { freezeRefundRule, stepsResponse, } from "#functions/payments/rules/refund-rule.ts";
import { amountOf, ratedSeats, } from "#functions/reservations/rules/seat-rates.ts";
import { Problem } from "#functions/shared/problem.ts";
import { isoTime } from "#functions/shared/time.ts";
/** How many times a hold has been extended. */
export const extensionsOf = ({ extension }) => extension === undefined ? 0 : (extension.count ?? 1);
/** The status at a time: a hold is over at `expiresAt`, whether or not that has been written down yet (S3). */
export const statusAt = (reservation, now) => reservation.status === "HELD" && reservation.expiresAt <= now ? "EXPIRED" : reservation.status;
/** @throws Problem HOLD_EXPIRED or RESERVATION_NOT_HELD if a reservation is not held at a time */
export const requireHeld = (reservation, now) => {
    const status = statusAt(reservation, now);
    if (status === "EXPIRED")
        throw new Problem("HOLD_EXPIRED");
    if (status !== "HELD")
        throw new Problem("RESERVATION_NOT_HELD", { reservationStatus: status });
};
/** A reservation as it was when its seats were held, whatever has happened since. */
export const asHeld = (reservation) => {
    const seatIds = reservation.heldSeatIds ?? reservation.seatIds;
    const { heldRateOf } = reservation;
    const rateOf = heldRateOf === undefined
        ? reservation.rateOf
        : Object.fromEntries(seatIds.map((seatId, index) => [seatId, heldRateOf[index] ?? 0]));
    return {
        ...reservation,
        status: "HELD",
        seatIds,
        heldSeatIds: undefined,
        returnedSeatIds: [],
        rateOf,
        heldRateOf: undefined,
        promotionCode: undefined,
        amount: amountOf(seatIds, { rates: reservation.rates, rateOf }),
        expiresAt: reservation.extension?.from ?? reservation.expiresAt,
        extension: undefined,
        fullRefundUntil: undefined,
        lastRefund: undefined,
        paymentId: undefined,
        organiserAct: undefined,
    };
};
/** What a cancellation of the reservation would refund: by its payment, or as if it were paid at `now`. */
export const refundTerms = (reservation, now) => {
    const { refundRule, fullRefundUntil, paymentId } = reservation;
    if (paymentId === undefined)
        return freezeRefundRule(refundRule, now);
    return { steps: refundRule.steps, ...(fullRefundUntil !== undefined && { fullRefundUntil }) };
};
/** Every seat that was bought, including those given back since, in the order of their ids. */
export const boughtSeats = (reservation, labelOf) => ratedSeats(boughtSeatIds(reservation), reservation, labelOf);
export const boughtSeatIds = ({ seatIds, returnedSeatIds }) => [...seatIds, ...returnedSeatIds].toSorted();
/** Every seat that a response about a reservation may name. */
export const everySeatId = ({ seatIds, returnedSeatIds, warnings }) => [
    ...seatIds,
    ...returnedSeatIds,
    ...warnings.flatMap((warning) => [...warning.seatIds, ...warning.instead]),
];
const refundRuleResponse = ({ steps, fullRefundUntil }) => ({
    steps: stepsResponse(steps),
    fullRefundUntil: fullRefundUntil === undefined ? null : isoTime(fullRefundUntil),
});
export const reservationResponse = (reservation, now, labelOf) => ({
    reservationId: reservation.reservationId,
    concertId: reservation.concertId,
    performanceId: reservation.performanceId,
    status: statusAt(reservation, now),
    seats: [...ratedSeats(reservation.seatIds, reservation, labelOf)],
    returnedSeats: [...ratedSeats(reservation.returnedSeatIds, reservation, labelOf)],
    amount: reservation.amount,
    promotionCode: reservation.promotionCode ?? null,
    expiresAt: isoTime(reservation.expiresAt),
    createdAt: isoTime(reservation.createdAt),
    extendedAt: reservation.extension === undefined ? null : isoTime(reservation.extension.at),
    extensions: extensionsOf(reservation),
    warnings: reservation.warnings.map((warning) => ({
        ...warning,
        seatIds: [...warning.seatIds],
        instead: [...warning.instead],
    })),
    refundRule: refundRuleResponse(refundTerms(reservation, now)),
    paymentId: reservation.paymentId ?? null,
    organiserAct: reservation.organiserAct ?? null,
    serverTime: isoTime(now),
});
