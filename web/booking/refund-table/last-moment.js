/** How the end of a row is said: by the last day on which it applies, or by a time. Pure. */
const MIDNIGHT = "00:00:00";
/** What the clocks at the hall show. */
const clockAt = (time, timeZone) => new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
}).format(time);
/**
 * Rules end where a day begins: to a reader, that is the day before.
 * @param until ISO time from which the row no longer applies
 * @throws RangeError if there is no such zone
 */
export const lastMoment = (until, timeZone) => {
    const end = new Date(until);
    if (clockAt(end, timeZone) !== MIDNIGHT)
        return { kind: "time", time: until };
    return { kind: "day", day: new Date(end.getTime() - 1000).toISOString() };
};
