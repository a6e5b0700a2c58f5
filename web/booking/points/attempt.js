export const IDLE = { state: "idle" };
/** Whether the outcome is still to be known: the button is locked meanwhile. */
export const isUnderWay = ({ state }) => state === "sending" || state === "checking";
/** A success is final; a refusal and what could not be settled may be followed by another attempt. */
export const afterEvent = (attempt, event) => {
    if (attempt.state === "done")
        return attempt;
    switch (event.kind) {
        case "started":
            return isUnderWay(attempt) ? attempt : { state: "sending" };
        case "resumed":
            return isUnderWay(attempt) ? attempt : { state: "checking", asked: 0, isSignedOut: false };
        case "succeeded":
            return { state: "done" };
        case "refused":
            return { state: "refused", refusal: event.refusal };
        case "unknown":
            return checkingAfter(attempt, event.isSignedOut);
        case "abandoned":
            return attempt.state === "checking" ? { state: "unsettled" } : attempt;
        case "dismissed":
            return isUnderWay(attempt) ? attempt : IDLE;
    }
};
const checkingAfter = (attempt, isSignedOut) => ({
    state: "checking",
    asked: attempt.state === "checking" ? attempt.asked + 1 : 0,
    isSignedOut,
});
/** Refusals that say nothing about what an earlier request with the same key has done or is doing. */
const UNSETTLED = new Set([
    "UNKNOWN",
    "INTERNAL",
    "UNAVAILABLE",
    "PAYMENT_PENDING",
    "TOO_MANY_REQUESTS",
    "REQUEST_IN_PROGRESS",
    "UNAUTHENTICATED",
]);
/** The refusal in a problem, or undefined if the outcome is still unknown. */
export const refusalIn = ({ code, body }) => code === "UNKNOWN" || UNSETTLED.has(code) ? undefined : { code, body };
const PAUSES_SECONDS = [1, 2, 3, 5, 8, 12];
const PAUSE_SECONDS_MAX = 15;
/** Seconds before the service is asked again; never less than it wants. */
export const pauseSeconds = (asked, retryAfterSeconds = 0) => Math.max(PAUSES_SECONDS[asked] ?? PAUSE_SECONDS_MAX, Math.min(retryAfterSeconds, 2 * PAUSE_SECONDS_MAX));
const LONG_AFTER = 5;
/** Whether it takes so long that the page says how to go on without it. */
export const takesLong = (attempt) => attempt.state === "checking" && attempt.asked >= LONG_AFTER;
