/** What clocks show in a time zone. Intl knows every zone and its changes, so the page carries no table of them. Pure. */
const DAY_MS = 86400000;
/** Shorter than any stretch between two changes of a clock. */
const STRIDE_MS = 7 * DAY_MS;
/** @throws RangeError if the browser does not know the zone */
export const offsetIn = (timeZone) => {
    const format = new Intl.DateTimeFormat("en-US", {
        timeZone,
        calendar: "gregory",
        numberingSystem: "latn",
        hourCycle: "h23",
        year: "numeric",
        month: "numeric",
        day: "numeric",
        hour: "numeric",
        minute: "numeric",
        second: "numeric",
    });
    return (ms) => {
        const wholeMs = Math.floor(ms / 1000) * 1000;
        const shown = {};
        for (const { type, value } of format.formatToParts(wholeMs))
            shown[type] = Number(value);
        const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
        return (Date.UTC(year, month - 1, day, hour, minute, second) - wholeMs) / 1000;
    };
};
/** The changes of a zone's clocks after one time and up to another, in order. */
export const changesBetween = (offsetAt, fromMs, untilMs) => {
    const changes = [];
    let beforeMs = Math.floor(fromMs / 1000) * 1000;
    while (beforeMs < untilMs) {
        const afterMs = Math.min(beforeMs + STRIDE_MS, untilMs);
        const from = offsetAt(beforeMs);
        const to = offsetAt(afterMs);
        if (from !== to)
            changes.push({ atMs: firstSecond(offsetAt, beforeMs, afterMs), from, to });
        beforeMs = afterMs;
    }
    return changes;
};
/** By bisection: the first whole second at which the offset is no longer that of `beforeMs`. */
const firstSecond = (offsetAt, beforeMs, afterMs) => {
    const from = offsetAt(beforeMs);
    let [low, high] = [beforeMs / 1000, Math.ceil(afterMs / 1000)];
    while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (offsetAt(middle * 1000) === from)
            low = middle;
        else
            high = middle;
    }
    return high * 1000;
};
/**
 * Whether clocks show this time a second time, because they have been put back in between. A local time alone means the
 * first of the two (RFC 5545, 3.3.5).
 */
export const isSecondOfTwo = (offsetAt, ms) => {
    const [change] = changesBetween(offsetAt, ms - DAY_MS, ms).slice(-1);
    return change !== undefined && change.to < change.from && ms < change.atMs + (change.from - change.to) * 1000;
};
