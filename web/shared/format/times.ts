/** Times by the clock of a zone. Pure: the zone is always given, and what is written is the same in every browser. */
import type { Language } from "#web/shared/language/language.ts";

/** What a clock shows, in numbers. */
export interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** As the format below writes them. */
const WEEKDAYS: readonly string[] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

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

/** What the clock of a zone shows. */
export const partsIn = (iso: string, zone: string): Parts => {
  const found: Record<string, string> = {};
  for (const { type, value } of formatOf(zone).formatToParts(new Date(iso))) found[type] = value;
  const number = (type: string): number => Number(found[type]);
  return {
    year: number("year"),
    month: number("month"),
    day: number("day"),
    weekday: WEEKDAYS.indexOf(found["weekday"] ?? ""),
    hour: number("hour"),
    minute: number("minute"),
    second: number("second"),
  };
};

const two = (value: number): string => String(value).padStart(2, "0");

const NOON = 12;

/** Full hours and minutes; seconds only if there are any: a sale opens at a second. */
export const timeOf = (language: Language, { hour, minute, second }: Parts): string => {
  const rest = two(minute) + (second === 0 ? "" : `:${two(second)}`);
  if (language === "en") return `${two(hour)}:${rest}`;
  return `${hour < NOON ? "오전" : "오후"} ${hour % NOON === 0 ? NOON : hour % NOON}:${rest}`;
};

/** "오후 8:00" or "20:00". */
export const timeOfDayIn = (language: Language, iso: string, zone: string): string =>
  timeOf(language, partsIn(iso, zone));
