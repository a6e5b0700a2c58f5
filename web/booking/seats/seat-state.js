const LETTERS = { A: "FREE", H: "HELD", S: "SOLD", B: "BLOCKED" };
/** What the page does not know can't be chosen. */
export const statusOf = (state, index) => LETTERS[state[index] ?? ""] ?? "BLOCKED";
export const statusFor = (state, seat, { isKeptBack, isNeeded }) => {
    const status = statusOf(state, seat.index);
    return status === "FREE" && seat.unit !== undefined && isKeptBack && !isNeeded ? "KEPT_BACK" : status;
};
/** Seats of which the two states say different things. */
export const changedSeats = (before, after) => {
    if (before === after)
        return [];
    const changed = [];
    for (let index = 0; index < after.length; index += 1)
        if (before[index] !== after[index])
            changed.push(index);
    return changed;
};
export const countFree = (state) => {
    let free = 0;
    for (const letter of state)
        if (letter === "A")
            free += 1;
    return free;
};
