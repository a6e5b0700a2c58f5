const SECOND_MS = 1000;
/** The narrower bounds; those of the sample alone if they contradict, as after the machine has slept. */
export const narrowed = (bounds, sample) => {
    const low = sample.serverMs - sample.receivedMs;
    const high = sample.serverMs + SECOND_MS + sample.ageMsMax - sample.sentMs;
    if (bounds === undefined)
        return { low, high };
    const both = { low: Math.max(bounds.low, low), high: Math.min(bounds.high, high) };
    return both.low <= both.high ? both : { low, high };
};
/** The difference to reckon with: a little early rather than late, so that no time is promised that is not there. */
export const differenceOf = ({ low, high }) => low + Math.min((high - low) / 2, SECOND_MS / 2);
