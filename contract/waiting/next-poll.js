import { chanceOf, LOW, waitSeconds } from "#contract/waiting/outlook.ts";
import { lastPosition, positionOf } from "#contract/waiting/place.ts";
const POLL_SECONDS_MIN = 2;
/** Also the wait of people for whom a seat is unlikely, as far as their turn allows. */
export const POLL_SECONDS_MAX = 300;
/** A lobby may be opened earlier than announced, so nobody waits for it longer than this without a look. */
const LOBBY_POLL_SECONDS_MAX = 900;
/** A place is numbered within some seconds. People far back ask for their number later, spread over this time. */
const NUMBER_SECONDS_MAX = 150;
const SOLD_OUT_SECONDS = 10;
/** The part of the low end of the estimated wait after which somebody polls again. */
const PART_OF_LOW = 0.75;
/** The largest part that is taken off the time before a poll, so that a crowd does not poll all at once. */
export const JITTER = 0.25;
/** A public queue has been cached by a function and by a CDN, for a second each, and times are rounded to seconds. */
const STALE_SECONDS = 3;
/** The clocks of the functions that draw and that say what time it is differ by this at most. */
const SKEW_SECONDS = 2;
/**
 * The longest time from somebody's turn to their next poll: a third of the time in which they can claim it, less what
 * passes until a poll shows it.
 */
export const lateSecondsMax = (claimSeconds) => Math.max(1, Math.floor(claimSeconds / 3) - STALE_SECONDS);
/** The next numbers of a lane among which the service counts the vacant ones. */
export const VACANT_AMONG = 10000;
/** The part of the people ahead who still wait when it is somebody's turn, at the least. */
const STAYING = 0.75;
/** How many people are admitted before a place, at the least: vacant numbers are passed over, and some people leave. */
const peopleAhead = ({ admission: { vacant } }, ahead) => Math.max(0, ahead - vacant * Math.max(1, ahead / VACANT_AMONG)) * STAYING;
/**
 * The longest time before the next poll with which a turn is learned of in time: the turn can't come sooner than the pace
 * of admission allows (Q11), whatever room there is and whatever the other lane leaves.
 */
const latestPollSeconds = (queue, ahead) => {
    const { admitPerTick, tickSeconds, claimSeconds } = queue.admission;
    return Math.floor(peopleAhead(queue, ahead) / admitPerTick) * tickSeconds + lateSecondsMax(claimSeconds);
};
const bounded = (seconds) => Math.min(POLL_SECONDS_MAX, Math.max(POLL_SECONDS_MIN, seconds));
/** Whole seconds, of which chance takes off up to the jitter. The shortest waits stay as they are. */
const jittered = (seconds, random) => Math.max(1, Math.min(seconds, POLL_SECONDS_MIN), Math.floor(seconds * (1 - JITTER * random)));
const secondsUntil = ({ serverTime }, time) => (Date.parse(time) - Date.parse(serverTime)) / 1000;
/** How long people without a place wait before they read the public queue again. */
export const watchSeconds = (queue) => {
    switch (queue.status) {
        case "OPEN":
            return Math.ceil(Math.max(POLL_SECONDS_MIN, queue.admission.tickSeconds));
        case "LOBBY":
            return Math.ceil(Math.min(30, Math.max(POLL_SECONDS_MIN, secondsUntil(queue, queue.opensAt) / 4)));
        case "PAUSED":
        case "SOLD_OUT":
            return SOLD_OUT_SECONDS;
        case "CLOSED":
            return POLL_SECONDS_MAX;
    }
};
/**
 * How long somebody in the lobby waits before they look: until the draw, and then spread over the time in which the first
 * turns are still learned of in time.
 * @param spreadSeconds the time over which a crowd spreads if it is longer than that
 * @param random 0 to 1
 */
export const lobbyPollSeconds = (queue, random, spreadSeconds = 0) => {
    const untilDraw = Math.max(0, secondsUntil(queue, queue.draw.at));
    const late = Math.max(1, lateSecondsMax(queue.admission.claimSeconds) - SKEW_SECONDS);
    // The tick after that time draws.
    const first = Math.min(queue.admission.tickSeconds, late);
    const wanted = untilDraw + first + (Math.max(late, spreadSeconds) - first) * random;
    return wanted <= LOBBY_POLL_SECONDS_MAX ? Math.max(1, Math.floor(wanted)) : jittered(LOBBY_POLL_SECONDS_MAX, random);
};
const positionPollSeconds = (queue, position, random) => {
    const hurries = queue.status === "OPEN" && chanceOf(queue, position.ahead) !== "unlikely";
    const wanted = hurries ? bounded(waitSeconds(queue, position) * LOW * PART_OF_LOW) : POLL_SECONDS_MAX;
    return jittered(Math.floor(Math.min(wanted, latestPollSeconds(queue, position.ahead))), random);
};
/**
 * How long somebody with a number waits before they read the public queue again: a part of the low end of their wait, short
 * enough to learn of their turn within a third of `claimSeconds` after it came.
 * @param random 0 to 1
 */
export const nextPollSeconds = (queue, number, random) => {
    if (queue.status === "CLOSED")
        return POLL_SECONDS_MAX;
    return positionPollSeconds(queue, positionOf(queue, number), random);
};
/**
 * How long somebody whose join is not numbered yet waits before they read their place. Nobody who joins after the opening
 * gets a better number than the last one given out, so they need not hurry if that is far back. People who joined before
 * it may get a drawn number (Q12). A join that takes long takes longer still.
 * @param waitedSeconds since the join
 * @param random 0 to 1
 */
export const numberPollSeconds = (queue, { lane, waitedSeconds }, random) => {
    const least = Math.max(POLL_SECONDS_MIN, Math.floor((waitedSeconds * (1 + random)) / 2));
    if (queue.status === "LOBBY")
        return Math.min(least, NUMBER_SECONDS_MAX);
    const joinedInTime = waitedSeconds > -secondsUntil(queue, queue.opensAt);
    const poll = joinedInTime
        ? lateSecondsMax(queue.admission.claimSeconds)
        : positionPollSeconds(queue, lastPosition(queue, lane), 0);
    const spread = Math.max(0, Math.min(NUMBER_SECONDS_MAX, poll) - least);
    return Math.min(poll, least + Math.floor(spread * random));
};
const AGAIN_SECONDS_MIN = 3;
const AGAIN_SECONDS_MAX = 60;
/**
 * How long to wait after a join or a read was refused because there were too many at once, if the refusal does not say:
 * twice as long each time, half of it by chance.
 * @param refusals how many there have been in a row, from 1
 * @param random 0 to 1
 */
export const againSeconds = (refusals, random) => Math.min(AGAIN_SECONDS_MAX, AGAIN_SECONDS_MIN * 2 ** Math.min(refusals - 1, 10)) * (0.5 + random / 2);
