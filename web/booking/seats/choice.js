/** The seats that one press takes or gives back: a table that is sold whole goes as one. */
export const seatsOfPress = ({ rows, seats }, seat) => {
    const row = rows[seat.row];
    return row?.isSoldWhole === true ? seats.slice(row.from, row.to) : [seat];
};
const isCompanion = ({ unit, index }) => unit !== undefined && unit.seat !== index;
/** Without their accessible seat, companion seats go back too, as long as they are kept back. */
const withoutCompanions = ({ section, isKeptBack }, choice) => {
    if (!isKeptBack)
        return choice;
    const chosen = new Set(choice.filter(({ sectionId }) => sectionId === section.sectionId).map(({ index }) => index));
    return choice.filter(({ sectionId, index }) => {
        const unit = sectionId === section.sectionId ? section.seats[index]?.unit : undefined;
        return unit === undefined || chosen.has(unit.seat);
    });
};
const objectionTo = (situation, seats) => {
    const { choice, limit, statusOf, isKeptBack, section } = situation;
    const [only] = seats;
    for (const seat of seats) {
        const status = statusOf(seat);
        if (status === "KEPT_BACK")
            return { reason: "KEPT_BACK", isCompanion: isCompanion(seat) };
        if (status !== "FREE")
            return seats.length > 1 ? { reason: "TABLE_BROKEN" } : { reason: "TAKEN", status };
    }
    if (only !== undefined && isKeptBack && isCompanion(only)) {
        const seatId = section.seats[only.unit?.seat ?? -1]?.seatId;
        if (!choice.some((chosen) => chosen.seatId === seatId))
            return { reason: "COMPANION_ALONE" };
    }
    return choice.length + seats.length > limit ? { reason: "LIMIT", seats: seats.length } : undefined;
};
export const chosenSeat = ({ section, priceOf }, { seatId, index, category }) => ({ seatId, sectionId: section.sectionId, index, category, price: priceOf(category) });
/** A press on a seat: chooses it, or gives it back, with the seats that go with it. */
export const press = (situation, seat) => {
    const seats = seatsOfPress(situation.section, seat);
    const ids = new Set(seats.map(({ seatId }) => seatId));
    const { choice } = situation;
    if (choice.some(({ seatId }) => seatId === seat.seatId)) {
        const rest = choice.filter(({ seatId }) => !ids.has(seatId));
        return { choice: withoutCompanions(situation, rest) };
    }
    const objection = objectionTo(situation, seats);
    if (objection !== undefined)
        return { objection };
    return { choice: [...choice, ...seats.map((each) => chosenSeat(situation, each))] };
};
export const totalOf = (choice, bookingFee) => choice.reduce((sum, { price }) => sum + price + bookingFee, 0);
/** Seats of the choice that are no longer free. */
export const lostSeats = (choice, sectionId, state) => choice.filter((chosen) => chosen.sectionId === sectionId && state[chosen.index] !== "A");
const isChosen = (value) => typeof value === "object" &&
    value !== null &&
    "seatId" in value &&
    typeof value.seatId === "string" &&
    "sectionId" in value &&
    typeof value.sectionId === "string" &&
    "index" in value &&
    typeof value.index === "number" &&
    "category" in value &&
    typeof value.category === "string" &&
    "price" in value &&
    typeof value.price === "number";
/** A choice as it was stored before a reload. */
export const parseChoice = (json) => Array.isArray(json) && json.length <= 10 && json.every(isChosen) ? json : undefined;
