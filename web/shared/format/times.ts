/** Times by the clock of a zone. Pure: the zone is always given, and what is written is the same in every browser. */
import type { Language } from "#web/shared/language/language.ts";

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const WEEKDAYS = {
  ko: ["일", "월", "화", "수", "목", "금", "토"],
  en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
} as const;
const WEEKDAY_NAMES: readonly string[] = WEEKDAYS.en;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (zone: string): Intl.DateTimeFormat => {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    weekday: "short",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(zone, format);
  return format;
};

const partsIn = (iso: string, zone: string): Parts => {
  const found: Record<string, string> = {};
  for (const { type, value } of formatOf(zone).formatToParts(new Date(iso))) found[type] = value;
  const number = (type: string): number => Number(found[type]);
  return {
    year: number("year"),
    month: number("month"),
    day: number("day"),
    weekday: WEEKDAY_NAMES.indexOf(found["weekday"] ?? ""),
    hour: number("hour"),
    minute: number("minute"),
    second: number("second"),
  };
};

const two = (value: number): string => String(value).padStart(2, "0");

const dateOf = (language: Language, { year, month, day, weekday }: Parts): string =>
  language === "ko"
    ? `${year}년 ${month}월 ${day}일 (${WEEKDAYS.ko[weekday]})`
    : `${WEEKDAYS.en[weekday]} ${day} ${MONTHS[month - 1]} ${year}`;

const NOON = 12;
/** A space at which no line ends. */
const NO_BREAK = "\u00a0";

/** Full hours and minutes; seconds only if there are any: a sale opens at a second. */
const timeOf = (language: Language, { hour, minute, second }: Parts): string => {
  const rest = two(minute) + (second === 0 ? "" : `:${two(second)}`);
  if (language === "en") return `${two(hour)}:${rest}`;
  return `${hour < NOON ? "오전" : "오후"}${NO_BREAK}${hour % NOON === 0 ? NOON : hour % NOON}:${rest}`;
};

/** "2026년 12월 24일 (목)" or "Thu 24 Dec 2026". */
export const dateIn = (language: Language, iso: string, zone: string): string => dateOf(language, partsIn(iso, zone));

/** "12월 24일 (목)" or "Thu 24 Dec": where the year is clear. */
export const dayIn = (language: Language, iso: string, zone: string): string => {
  const { month, day, weekday } = partsIn(iso, zone);
  return language === "ko"
    ? `${month}월 ${day}일 (${WEEKDAYS.ko[weekday]})`
    : `${WEEKDAYS.en[weekday]} ${day} ${MONTHS[month - 1]}`;
};

/** "오후 8:00" or "20:00". */
export const timeOfDayIn = (language: Language, iso: string, zone: string): string =>
  timeOf(language, partsIn(iso, zone));

/** "2026년 12월 24일 (목) 오후 8:00" or "Thu 24 Dec 2026, 20:00". */
export const dateTimeIn = (language: Language, iso: string, zone: string): string => {
  const parts = partsIn(iso, zone);
  return `${dateOf(language, parts)}${language === "ko" ? " " : ", "}${timeOf(language, parts)}`;
};

/** Whether the clocks of two zones show the same at this time, as in Seoul and Tokyo. */
export const showTheSame = (iso: string, zone: string, other: string): boolean =>
  dateTimeIn("en", iso, zone) === dateTimeIn("en", iso, other);
