import { positionOf, waitingIn } from "#contract/waiting/place.ts";
/**
 * How long it takes until a place is admitted if the sale goes on as it does now, in seconds. The room that is free is
 * filled at the pace of the ticks; after that people are admitted as others go.
 */
export const waitSeconds = (queue, position) => {
    const { admitPerTick, tickSeconds, room, perSecond } = queue.admission;
    const admissions = admissionsUntil(queue, position);
    return (Math.min(admissions, room) * tickSeconds) / admitPerTick + Math.max(0, admissions - room) / perSecond;
};
/** Admissions until it is a place's turn, its own and those of the other lane included. */
const admissionsUntil = (queue, { lane, ahead }) => {
    if (queue.presale === null)
        return ahead + 1;
    const presaleShare = queue.presale.sharePercent / 100;
    const share = lane === "PRESALE" ? presaleShare : 1 - presaleShare;
    const others = waitingIn(queue, lane === "PRESALE" ? "GENERAL" : "PRESALE");
    // While people wait in both lanes each gets its share; an empty lane leaves its share to the other.
    return Math.min((ahead + 1) / share, ahead + 1 + others);
};
/** Most waits turn out to be between these parts of the expected one, as `npm run simulate` measures. */
export const LOW = 0.65;
const HIGH = 1.5;
/** A range for the wait in seconds, from measured admissions, no-shows and stays; null while nobody is admitted. */
export const estimatedWait = (queue, position) => {
    if (queue.status !== "OPEN")
        return null;
    const expected = waitSeconds(queue, position);
    return { low: Math.floor(expected * LOW), high: Math.ceil(expected * HIGH + queue.admission.tickSeconds) };
};
/** People may turn out to want a third more seats than expected, or a quarter fewer. */
const MORE_THAN_EXPECTED = 4 / 3;
const LESS_THAN_EXPECTED = 3 / 4;
/** The largest share of held seats that may come back. */
const EXPIRING_SHARE_MAX = 0.25;
/**
 * The chance of a seat with `ahead` people ahead in the queue: the seats that they and the people inside are expected
 * to take, against those that are left.
 */
export const chanceOf = ({ seatsLeft, demand }, ahead) => {
    const free = seatsLeft ?? 0;
    const wanted = (demand.undecided + ahead + 1) * demand.seatsPerPerson;
    if (wanted * MORE_THAN_EXPECTED <= free)
        return "likely";
    return wanted * LESS_THAN_EXPECTED <= free + demand.seatsHeld * EXPIRING_SHARE_MAX ? "possible" : "unlikely";
};
export const outlookOf = (queue, number) => {
    const position = positionOf(queue, number);
    return {
        ...position,
        estimatedWaitSeconds: estimatedWait(queue, position),
        chance: chanceOf(queue, position.ahead),
    };
};
