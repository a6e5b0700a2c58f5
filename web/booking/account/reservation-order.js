/** The order of somebody's reservations: what needs them now, what is next, then the rest, newest first. Pure. */
import { isUpcoming } from "#web/booking/reservation-state/reservation-state.ts";
/** A concert within these days is what somebody opens the page for. */
export const SOON_DAYS = 14;
const DAY_MS = 86400000;
export const grouped = (items, nowMs) => {
    const held = items.filter(({ state }) => state === "HELD").toSorted(byCreation);
    const [next] = items
        .filter(({ state, startsAt }) => isUpcoming(state) && startsAt !== undefined && isSoon(startsAt, nowMs))
        .toSorted((one, other) => startOf(one) - startOf(other));
    return { held, next, others: items.filter((item) => item !== next && item.state !== "HELD") };
};
const byCreation = (one, other) => Date.parse(one.createdAt) - Date.parse(other.createdAt);
const startOf = ({ startsAt }) => Date.parse(startsAt ?? "");
const isSoon = (startsAt, nowMs) => {
    const startMs = Date.parse(startsAt);
    return startMs > nowMs && startMs <= nowMs + SOON_DAYS * DAY_MS;
};
