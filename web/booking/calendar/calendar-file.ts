/** A performance as an iCalendar file (RFC 5545), so that it stands in anybody's calendar at the hall's time. Pure. */
import { fileOf, textValue, writtenTime } from "#web/booking/calendar/content-lines.ts";
import { timeZoneLines } from "#web/booking/calendar/time-zone-lines.ts";
import { isSecondOfTwo, type OffsetAt, offsetIn } from "#web/booking/calendar/zone-offset.ts";

export interface CalendarEvent {
  /** The same for the same event, so that a calendar replaces what it has. */
  readonly uid: string;
  /** When the file is made, in milliseconds since 1970. */
  readonly madeMs: number;
  readonly startMs: number;
  /** null: nobody has said how long it lasts. */
  readonly runningMinutes: number | null;
  /** Of the hall, by its IANA name. */
  readonly timeZone: string;
  readonly title: string;
  readonly place: string;
  readonly description: string;
  /** The page of the reservation. */
  readonly url: string;
}

const MINUTE_MS = 60_000;
/** A calendar shows an event without a length as a line nobody sees. */
const USUAL_MINUTES = 120;

export const calendarFile = (event: CalendarEvent): string => {
  const startMs = Math.floor(event.startMs / 1000) * 1000;
  const endMs = startMs + (event.runningMinutes ?? USUAL_MINUTES) * MINUTE_MS;
  const zone = zoneOf(event.timeZone);
  return fileOf([
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Encore//Reservations//EN",
    "CALSCALE:GREGORIAN",
    ...(zone === undefined ? [] : timeZoneLines(zone.name, zone.offsetAt, { startMs, endMs })),
    "BEGIN:VEVENT",
    `UID:${textValue(event.uid)}`,
    `DTSTAMP:${utc(event.madeMs)}`,
    timeLine("DTSTART", startMs, zone),
    event.runningMinutes === null ? `DURATION:PT${USUAL_MINUTES}M` : timeLine("DTEND", endMs, zone),
    `SUMMARY:${textValue(event.title)}`,
    `LOCATION:${textValue(event.place)}`,
    `DESCRIPTION:${textValue(event.description)}`,
    `URL:${event.url}`,
    "STATUS:CONFIRMED",
    "END:VEVENT",
    "END:VCALENDAR",
  ]);
};

interface Zone {
  readonly name: string;
  readonly offsetAt: OffsetAt;
}

/** undefined: this browser does not know the zone. Times are then in UTC, which is right too. */
const zoneOf = (name: string): Zone | undefined => {
  try {
    return { name, offsetAt: offsetIn(name) };
  } catch {
    return undefined;
  }
};

const utc = (ms: number): string => `${writtenTime(ms)}Z`;

/** By the clocks of the hall, or in UTC if they show this time for the second time that day. */
const timeLine = (name: "DTSTART" | "DTEND", ms: number, zone: Zone | undefined): string =>
  zone === undefined || isSecondOfTwo(zone.offsetAt, ms)
    ? `${name}:${utc(ms)}`
    : `${name};TZID=${zone.name}:${writtenTime(ms + zone.offsetAt(ms) * 1000)}`;
