/** The VTIMEZONE of a zone around an event (RFC 5545, 3.6.5), made from what Intl knows. Pure. */
import { writtenOffset, writtenTime } from "#web/booking/calendar/content-lines.ts";
import { changesBetween } from "#web/booking/calendar/zone-offset.ts";
/** Longer than a year, so that a zone with summer time has a change on each side. */
const AROUND_MS = 400 * 86400000;
/**
 * One part for each change: that before the start, and those of the year after. No rule that repeats is written, since
 * none can be known from Intl, and the event needs none.
 */
export const timeZoneLines = (timeZone, offsetAt, { startMs, endMs }) => {
    const changes = changesBetween(offsetAt, startMs - AROUND_MS, endMs + AROUND_MS);
    const before = changes.findLastIndex(({ atMs }) => atMs <= startMs);
    const always = { from: offsetAt(startMs), to: offsetAt(startMs) };
    return [
        "BEGIN:VTIMEZONE",
        `TZID:${timeZone}`,
        ...(before === -1 ? observance("STANDARD", "19700101T000000", always) : []),
        ...changes.slice(Math.max(before, 0)).flatMap(changeLines),
        "END:VTIMEZONE",
    ];
};
/** A change begins when clocks show `DTSTART` by the offset before it. */
const changeLines = (change) => observance(change.to > change.from ? "DAYLIGHT" : "STANDARD", writtenTime(change.atMs + change.from * 1000), change);
const observance = (name, start, { from, to }) => [
    `BEGIN:${name}`,
    `DTSTART:${start}`,
    `TZOFFSETFROM:${writtenOffset(from)}`,
    `TZOFFSETTO:${writtenOffset(to)}`,
    `END:${name}`,
];
