const textsOf = (value) => Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
const labelsOf = (value) => typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, String(v)]))
    : {};
const numberOf = (value) => (typeof value === "number" ? value : 0);
/** Undefined for problems that are not about the choice: the page says them as it says any problem. */
export const refusalOf = ({ code, body }) => {
    const seats = { seatIds: textsOf(body["seatIds"]), labels: labelsOf(body["labels"]) };
    switch (code) {
        case "SEAT_TAKEN":
            return { kind: "TAKEN", ...seats };
        case "ORPHAN_SEATS":
            return { kind: "ORPHANS", ...seats, instead: textsOf(body["instead"]) };
        case "SEATS_KEPT_BACK":
            return { kind: "KEPT_BACK", ...seats };
        case "TABLE_SOLD_WHOLE":
            return { kind: "TABLE", ...seats };
        case "STANDING_BY_QUANTITY":
            return { kind: "STANDING", ...seats };
        case "NO_SUITABLE_SEATS":
            return { kind: "NONE_SUITABLE" };
        case "SEAT_LIMIT_EXCEEDED":
            return {
                kind: "SEAT_LIMIT",
                seatLimit: numberOf(body["seatLimit"]),
                seatsTaken: numberOf(body["seatsTaken"]),
            };
        case "HOLD_LIMIT_REACHED":
            return { kind: "HOLD_LIMIT", holdsMax: numberOf(body["holdsMax"]) };
        case "HOLDS_COOLING_DOWN":
            return { kind: "COOLING_DOWN", until: textsOf([body["coolingUntil"]])[0] };
        case "SALE_NOT_OPEN":
        case "SALE_CLOSED":
            return { kind: "NOT_ON_SALE" };
        case "PERFORMANCE_CALLED_OFF":
            return { kind: "CALLED_OFF" };
        case "NOT_ADMITTED":
        case "QUEUE_TOKEN_REQUIRED":
        case "QUEUE_TOKEN_NOT_FOUND":
            return { kind: "NOT_INSIDE", isOver: false };
        case "QUEUE_TOKEN_INVALID":
        case "QUEUE_TOKEN_EXPIRED":
            return { kind: "NOT_INSIDE", isOver: true };
        default:
            return undefined;
    }
};
/** Other wishes that what is left may grant, nearest to the first one. */
export const otherWishes = (wish, categories) => {
    const own = categories.find(({ category }) => category === wish.category);
    const fewer = Array.from({ length: wish.quantity - 1 }, (_, less) => ({
        ...wish,
        quantity: wish.quantity - 1 - less,
    }));
    const enough = own === undefined ? fewer : fewer.filter(({ quantity }) => quantity <= own.free);
    if (wish.isAccessible)
        return enough.slice(0, 1);
    const others = categories
        .filter((each) => each.category !== wish.category && each.free >= wish.quantity && !each.isStanding)
        .toSorted((a, b) => Math.abs(a.price - (own?.price ?? a.price)) - Math.abs(b.price - (own?.price ?? b.price)))
        .map(({ category }) => ({ ...wish, category }));
    return [...others.slice(0, 2), ...enough.slice(0, 1)];
};
