/** What clocks show in a time zone. Intl knows every zone and its changes, so the page carries no table of them. Pure. */

/** How far local time is ahead of UTC, in seconds, at a time in milliseconds since 1970. */
export type OffsetAt = (ms: number) => number;

const DAY_MS = 86_400_000;
/** Shorter than any stretch between two changes of a clock. */
const STRIDE_MS = 7 * DAY_MS;

/** @throws RangeError if the browser does not know the zone */
export const offsetIn = (timeZone: string): OffsetAt => {
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
    const shown: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
    for (const { type, value } of format.formatToParts(wholeMs)) shown[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
    return (Date.UTC(year, month - 1, day, hour, minute, second) - wholeMs) / 1000;
  };
};

/** A change of the clocks. */
export interface ZoneChange {
  /** The first second of the new offset, in milliseconds since 1970. */
  readonly atMs: number;
  /** Offsets before and after, in seconds. */
  readonly from: number;
  readonly to: number;
}

/** The changes of a zone's clocks after one time and up to another, in order. */
export const changesBetween = (offsetAt: OffsetAt, fromMs: number, untilMs: number): readonly ZoneChange[] => {
  const changes: ZoneChange[] = [];
  let beforeMs = Math.floor(fromMs / 1000) * 1000;
  while (beforeMs < untilMs) {
    const afterMs = Math.min(beforeMs + STRIDE_MS, untilMs);
    const from = offsetAt(beforeMs);
    const to = offsetAt(afterMs);
    if (from !== to) changes.push({ atMs: firstSecond(offsetAt, beforeMs, afterMs), from, to });
    beforeMs = afterMs;
  }
  return changes;
};

/** By bisection: the first whole second at which the offset is no longer that of `beforeMs`. */
const firstSecond = (offsetAt: OffsetAt, beforeMs: number, afterMs: number): number => {
  const from = offsetAt(beforeMs);
  let [low, high] = [beforeMs / 1000, Math.ceil(afterMs / 1000)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * 1000) === from) low = middle;
    else high = middle;
  }
  return high * 1000;
};

/**
 * Whether clocks show this time a second time, because they have been put back in between. A local time alone means the
 * first of the two (RFC 5545, 3.3.5).
 */
export const isSecondOfTwo = (offsetAt: OffsetAt, ms: number): boolean => {
  const [change] = changesBetween(offsetAt, ms - DAY_MS, ms).slice(-1);
  return change !== undefined && change.to < change.from && ms < change.atMs + (change.from - change.to) * 1000;
};
