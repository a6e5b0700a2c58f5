/** The calendar file of a reservation, against RFC 5545 read by other code, and against lines written by hand. */
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { readCalendar } from "#test/unit/web/calendar/read-calendar.ts";
import { type CalendarEvent, calendarFile } from "#web/booking/calendar/calendar-file.ts";

const EVENT: CalendarEvent = {
  uid: "res_Zt6vXh1nR3eWq0uBcLk5Yg@encore.example",
  madeMs: Date.parse("2026-12-01T11:04:10.250Z"),
  startMs: Date.parse("2026-12-24T19:30:00+09:00"),
  runningMinutes: 120,
  timeZone: "Asia/Seoul",
  title: "Winter Nights",
  place: "Small Hall, Seoul",
  description: "1층 A구역 3열 11번\nhttps://encore.example/reservations/res_Zt6vXh1nR3eWq0uBcLk5Yg",
  url: "https://encore.example/reservations/res_Zt6vXh1nR3eWq0uBcLk5Yg",
};

const eventAt = (timeZone: string, start: string, change: Partial<CalendarEvent> = {}): CalendarEvent => ({
  ...EVENT,
  timeZone,
  startMs: Date.parse(start),
  ...change,
});

/** The lines about time, as they stand in the file. */
const timesOf = (event: CalendarEvent): readonly string[] =>
  readCalendar(calendarFile(event)).lines.filter((line) => /^(?:DTSTART|DTEND|DURATION)[;:]/.test(line));

const observancesOf = (event: CalendarEvent): readonly string[] =>
  readCalendar(calendarFile(event)).lines.filter((line) => /^(?:BEGIN:[SD]|TZOFFSET)/.test(line));

describe("the calendar file", () => {
  it("is this, in a zone whose clocks never change", () => {
    expect(calendarFile(EVENT)).toBe(
      [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Encore//Reservations//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Seoul",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0900",
        "TZOFFSETTO:+0900",
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "UID:res_Zt6vXh1nR3eWq0uBcLk5Yg@encore.example",
        "DTSTAMP:20261201T110410Z",
        "DTSTART;TZID=Asia/Seoul:20261224T193000",
        "DTEND;TZID=Asia/Seoul:20261224T213000",
        "SUMMARY:Winter Nights",
        "LOCATION:Small Hall\\, Seoul",
        "DESCRIPTION:1층 A구역 3열 11번\\nhttps://encore.example/reservations/re",
        " s_Zt6vXh1nR3eWq0uBcLk5Yg",
        "URL:https://encore.example/reservations/res_Zt6vXh1nR3eWq0uBcLk5Yg",
        "STATUS:CONFIRMED",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
      ].join("\r\n"),
    );
  });

  it("gives a performance of which nobody has said how long it lasts two hours", () => {
    expect(timesOf({ ...EVENT, runningMinutes: null }).slice(1)).toEqual([
      "DTSTART;TZID=Asia/Seoul:20261224T193000",
      "DURATION:PT120M",
    ]);
  });

  it("writes the changes of the clocks around the day, each by the clocks before it", () => {
    expect(timesOf(eventAt("Europe/Berlin", "2026-07-01T20:00:00+02:00"))).toEqual([
      // In force on the day, and those of the year after.
      "DTSTART:20260329T020000",
      "DTSTART:20261025T030000",
      "DTSTART:20270328T020000",
      "DTSTART;TZID=Europe/Berlin:20260701T200000",
      "DTEND;TZID=Europe/Berlin:20260701T220000",
    ]);
    expect(observancesOf(eventAt("Europe/Berlin", "2026-07-01T20:00:00+02:00")).slice(0, 6)).toEqual([
      "BEGIN:DAYLIGHT",
      "TZOFFSETFROM:+0100",
      "TZOFFSETTO:+0200",
      "BEGIN:STANDARD",
      "TZOFFSETFROM:+0200",
      "TZOFFSETTO:+0100",
    ]);
  });

  it("knows half an hour of summer time, and a summer in January", () => {
    const event = eventAt("Australia/Lord_Howe", "2027-01-10T20:00:00+11:00");

    expect(timesOf(event)).toEqual([
      "DTSTART:20261004T020000",
      "DTSTART:20270404T020000",
      "DTSTART:20271003T020000",
      "DTSTART;TZID=Australia/Lord_Howe:20270110T200000",
      "DTEND;TZID=Australia/Lord_Howe:20270110T220000",
    ]);
    expect(observancesOf(event).slice(0, 3)).toEqual(["BEGIN:DAYLIGHT", "TZOFFSETFROM:+1030", "TZOFFSETTO:+1100"]);
  });

  it.each<[string, string, string, string, string]>([
    [
      "over the night in which Berlin's clocks go forward",
      "Europe/Berlin",
      "2026-03-29T00:30:00Z",
      "DTSTART;TZID=Europe/Berlin:20260329T013000",
      "DTEND;TZID=Europe/Berlin:20260329T043000",
    ],
    [
      "into the first of two hours in Berlin",
      "Europe/Berlin",
      "2026-10-24T22:30:00Z",
      "DTSTART;TZID=Europe/Berlin:20261025T003000",
      "DTEND;TZID=Europe/Berlin:20261025T023000",
    ],
    [
      "into the second of them, which no local time means",
      "Europe/Berlin",
      "2026-10-24T23:30:00Z",
      "DTSTART;TZID=Europe/Berlin:20261025T013000",
      "DTEND:20261025T013000Z",
    ],
    [
      "from the second of them on",
      "Europe/Berlin",
      "2026-10-25T01:30:00Z",
      "DTSTART:20261025T013000Z",
      "DTEND;TZID=Europe/Berlin:20261025T043000",
    ],
    [
      "over the night in which New York's clocks go back",
      "America/New_York",
      "2026-11-01T04:30:00Z",
      "DTSTART;TZID=America/New_York:20261101T003000",
      "DTEND:20261101T063000Z",
    ],
    [
      "in the evening after New York's clocks have gone forward",
      "America/New_York",
      "2026-03-09T00:00:00Z",
      "DTSTART;TZID=America/New_York:20260308T200000",
      "DTEND;TZID=America/New_York:20260308T220000",
    ],
    [
      "into the half hour that Lord Howe has twice",
      "Australia/Lord_Howe",
      "2026-04-04T13:10:00Z",
      "DTSTART;TZID=Australia/Lord_Howe:20260405T001000",
      "DTEND:20260404T151000Z",
    ],
  ])("is right %s", (_when, timeZone, start, from, until) => {
    const event = eventAt(timeZone, start);

    expect(timesOf(event).slice(-2)).toEqual([from, until]);
    expect(readCalendar(calendarFile(event))).toMatchObject({
      startMs: event.startMs,
      endMs: event.startMs + 7_200_000,
    });
  });

  it("falls back on UTC in a browser that does not know the zone", () => {
    expect(timesOf(eventAt("Mars/Olympus_Mons", "2026-12-24T10:30:00Z"))).toEqual([
      "DTSTART:20261224T103000Z",
      "DTEND:20261224T123000Z",
    ]);
  });

  const anyEvent = fc.record({
    uid: fc.constant(EVENT.uid),
    madeMs: fc.integer({ min: 1_700_000_000_000, max: 2_500_000_000_000 }),
    startMs: fc.integer({ min: 1_700_000_000, max: 2_500_000_000 }).map((seconds) => seconds * 1000),
    runningMinutes: fc.option(fc.integer({ min: 1, max: 1440 })),
    timeZone: fc.constantFrom(...Intl.supportedValuesOf("timeZone"), "UTC"),
    title: fc.string({ unit: "grapheme", minLength: 1, maxLength: 120 }),
    place: fc.string({ unit: "grapheme", minLength: 1, maxLength: 120 }),
    description: fc.string({ unit: "binary", maxLength: 300 }),
    url: fc.constant(EVENT.url),
  });

  it("means the time of the performance in every zone, whatever its clocks do, and folds every line", () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        const read = readCalendar(calendarFile(event));

        expect(read.startMs).toBe(event.startMs);
        expect(read.endMs).toBe(event.startMs + (event.runningMinutes ?? 120) * 60_000);
      }),
      { numRuns: 150 },
    );
  });

  it("means it around changes of the clocks, by the minute", () => {
    const nights = fc.constantFrom(
      ["Europe/Berlin", "2026-03-29T01:00:00Z"],
      ["Europe/Berlin", "2026-10-25T01:00:00Z"],
      ["America/New_York", "2026-11-01T06:00:00Z"],
      ["Australia/Lord_Howe", "2026-04-04T15:00:00Z"],
      ["Australia/Lord_Howe", "2026-10-03T15:30:00Z"],
      ["Africa/Casablanca", "2026-02-15T02:00:00Z"],
      ["America/Nuuk", "2026-03-29T01:00:00Z"],
    );
    fc.assert(
      fc.property(
        nights,
        fc.integer({ min: -200, max: 200 }),
        fc.integer({ min: 1, max: 400 }),
        (night, shift, length) => {
          const [timeZone = "", change = ""] = night;
          const startMs = Date.parse(change) + shift * 60_000;
          const read = readCalendar(calendarFile({ ...EVENT, timeZone, startMs, runningMinutes: length }));

          expect([read.startMs, read.endMs]).toEqual([startMs, startMs + length * 60_000]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("keeps every text as it is, whatever signs it has", () => {
    const texts = fc.string({
      unit: fc.constantFrom("a", ",", ";", "\\", "\n", "n", "한", "😀", ":", '"'),
      maxLength: 200,
    });
    fc.assert(
      fc.property(texts, (text) => {
        const read = readCalendar(calendarFile({ ...EVENT, title: text, description: text }));

        expect(read.text("SUMMARY")).toBe(text);
        expect(read.text("DESCRIPTION")).toBe(text);
      }),
    );
  });
});
