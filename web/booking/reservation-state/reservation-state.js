/** @param nowMs by the service's clock */
export const stateOf = (reservation, performance, nowMs) => {
    switch (reservation.status) {
        case "HELD":
            if (performance?.calledOff === true)
                return "HOLD_CALLED_OFF";
            return Date.parse(reservation.expiresAt) <= nowMs ? "EXPIRED" : "HELD";
        case "EXPIRED":
            return "EXPIRED";
        case "RELEASED":
            return reservation.organiserAct === "CALLED_OFF" ? "HOLD_CALLED_OFF" : "RELEASED";
        case "CANCELLED":
            return cancelledState(reservation);
        case "PAID":
            return paidState(reservation, performance, nowMs);
    }
};
const cancelledState = ({ organiserAct }) => organiserAct === null ? "CANCELLED" : organiserAct;
const paidState = ({ returnedSeats, organiserAct }, performance, nowMs) => {
    if (performance?.calledOff === true)
        return "CALLED_OFF_REFUND_DUE";
    if (performance !== undefined && Date.parse(performance.startsAt) <= nowMs)
        return "PAST";
    if (returnedSeats.length === 0)
        return "PAID";
    return organiserAct === "REFUNDED" ? "PARTLY_REFUNDED" : "PARTLY_CANCELLED";
};
const TONES = {
    HELD: "soon",
    EXPIRED: "over",
    RELEASED: "over",
    HOLD_CALLED_OFF: "problem",
    PAID: "good",
    PARTLY_CANCELLED: "good",
    PARTLY_REFUNDED: "good",
    PAST: "over",
    CANCELLED: "over",
    REFUNDED: "over",
    CALLED_OFF_REFUND_DUE: "problem",
    CALLED_OFF: "problem",
};
export const toneOf = (state) => TONES[state];
/** Whether seats are still to be used: they go into a calendar, and the receipt proves them. */
export const isUpcoming = (state) => state === "PAID" || state === "PARTLY_CANCELLED" || state === "PARTLY_REFUNDED";
/** Whether the seats of the reservation are no longer its own. */
export const hasEnded = (state) => !isUpcoming(state) && state !== "HELD" && state !== "PAST";
