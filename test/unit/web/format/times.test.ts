import { describe, expect, it } from "@jest/globals";
import { dateIn, dateTimeIn, dayIn, showTheSame } from "#web/shared/format/dates-in-words.ts";
import { timeOfDayIn } from "#web/shared/format/times.ts";

const EIGHT_IN_SEOUL = "2026-12-24T11:00:00.000Z";

describe("a time of the hall", () => {
  it("is written by the hall's clock, in each language's way", () => {
    expect(dateTimeIn("ko", EIGHT_IN_SEOUL, "Asia/Seoul")).toBe("2026년 12월 24일 (목) 오후 8:00");
    expect(dateTimeIn("en", EIGHT_IN_SEOUL, "Asia/Seoul")).toBe("Thu 24 Dec 2026, 20:00");
    expect(dateTimeIn("en", EIGHT_IN_SEOUL, "America/New_York")).toBe("Thu 24 Dec 2026, 06:00");
  });

  it("has the zone's own day", () => {
    const lateInNewYork = "2026-12-25T03:30:00.000Z";
    expect(dateIn("ko", lateInNewYork, "Asia/Seoul")).toBe("2026년 12월 25일 (금)");
    expect(dateIn("ko", lateInNewYork, "America/New_York")).toBe("2026년 12월 24일 (목)");
    expect(dayIn("en", lateInNewYork, "America/New_York")).toBe("Thu 24 Dec");
    expect(dayIn("ko", lateInNewYork, "Asia/Seoul")).toBe("12월 25일 (금)");
  });

  it("follows summer time", () => {
    expect(timeOfDayIn("en", "2026-07-01T12:00:00Z", "Europe/London")).toBe("13:00");
    expect(timeOfDayIn("en", "2026-12-01T12:00:00Z", "Europe/London")).toBe("12:00");
  });
});

describe("a time of the day", () => {
  it.each([
    ["2026-12-24T15:00:00Z", "오전 12:00", "00:00"],
    ["2026-12-24T03:00:00Z", "오후 12:00", "12:00"],
    ["2026-12-24T00:05:00Z", "오전 9:05", "09:05"],
    ["2026-12-24T11:00:30Z", "오후 8:00:30", "20:00:30"],
  ])("%s is %s and %s in Seoul", (iso, ko, en) => {
    expect(timeOfDayIn("ko", iso, "Asia/Seoul")).toBe(ko);
    expect(timeOfDayIn("en", iso, "Asia/Seoul")).toBe(en);
  });
});

it("knows zones whose clocks show the same", () => {
  expect(showTheSame(EIGHT_IN_SEOUL, "Asia/Seoul", "Asia/Tokyo")).toBe(true);
  expect(showTheSame(EIGHT_IN_SEOUL, "Asia/Seoul", "Asia/Shanghai")).toBe(false);
  expect(showTheSame("2026-12-01T12:00:00Z", "Europe/London", "UTC")).toBe(true);
  expect(showTheSame("2026-07-01T12:00:00Z", "Europe/London", "UTC")).toBe(false);
});
