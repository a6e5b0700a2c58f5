const WAYS = {
    INSUFFICIENT_BALANCE: "topUp",
    HOLD_EXPIRED: "holdIsOver",
    RESERVATION_NOT_HELD: "holdIsOver",
    ALREADY_PAID: "receipt",
    PROMOTION_CODE_INVALID: "code",
    PROMOTION_CODE_USED_UP: "code",
    SALE_CLOSED: "holdIsOver",
    PERFORMANCE_CALLED_OFF: "calledOff",
    RESERVATION_NOT_FOUND: "notFound",
};
/** A reservation that is not held may be paid already, by another tab or device. */
export const wayOn = ({ code, body }) => {
    if (code === "RESERVATION_NOT_HELD" && body["reservationStatus"] === "PAID")
        return { kind: "receipt" };
    return { kind: WAYS[code] ?? "again" };
};
export const holdEnd = ({ status, organiserAct }) => {
    if (organiserAct === "CALLED_OFF" && status !== "HELD")
        return "calledOff";
    switch (status) {
        case "HELD":
            return undefined;
        case "PAID":
            return "paid";
        case "EXPIRED":
            return "expired";
        case "RELEASED":
            return "released";
        case "CANCELLED":
            return "cancelled";
    }
};
