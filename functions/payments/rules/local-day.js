/**
 * Calendar days in a time zone. A day begins when the clocks there first show its date, which is not always midnight:
 * where summer time begins at midnight, it is one o'clock. Pure.
 *
 * Intl knows the zones; Node 24 has no Temporal yet, whose `ZonedDateTime.startOfDay` this is.
 */
import { BoundedMap } from "#functions/shared/bounded-map.ts";
export const DAY_SECONDS = 86400;
/** As many zones as there are; making a format takes a hundred times as long as using it. */
const FORMATS_MAX = 600;
const formats = new BoundedMap(FORMATS_MAX);
const formatOf = (timeZone) => {
    const kept = formats.get(timeZone);
    if (kept !== undefined)
        return kept;
    const format = new Intl.DateTimeFormat("en-u-ca-iso8601-nu-latn", {
        timeZone,
        hourCycle: "h23",
        year: "numeric",
        month: "numeric",
        day: "numeric",
        hour: "numeric",
        minute: "numeric",
        second: "numeric",
    });
    formats.set(timeZone, format);
    return format;
};
/** What the clocks in a time zone show, as the seconds since they would have shown the start of 1970. */
const localSeconds = (time, timeZone) => {
    const parts = formatOf(timeZone).formatToParts(time * 1000);
    const part = (type) => Number(parts.find((each) => each.type === type)?.value ?? Number.NaN);
    const date = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
    return date / 1000;
};
/** The date that the clocks in a time zone show. @throws RangeError if there is no such zone */
export const localDay = (time, timeZone) => Math.floor(localSeconds(time, timeZone) / DAY_SECONDS);
/**
 * The first second at which the clocks in a time zone show a date, or a later one where they skip that date.
 * @throws RangeError if there is no such zone
 */
export const startOfDay = (day, timeZone) => {
    const midnight = day * DAY_SECONDS;
    // A change of the clocks lies between the offset of the day before and that of the day after, if there is one at all.
    const starts = [midnight - DAY_SECONDS, midnight + DAY_SECONDS].map((near) => midnight - (localSeconds(near, timeZone) - near));
    let before = Math.min(...starts) - 1;
    let from = Math.max(...starts);
    while (from - before > 1) {
        const middle = Math.floor((before + from) / 2);
        if (localDay(middle, timeZone) < day)
            before = middle;
        else
            from = middle;
    }
    return from;
};
