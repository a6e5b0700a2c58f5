/** Dates by the clock of a zone. Pure: the zone is always given, and what is written is the same in every browser. */
import { type Parts, partsIn, timeOf } from "#web/shared/format/times.ts";
import type { Language } from "#web/shared/language/language.ts";

const WEEKDAYS = {
  ko: ["일", "월", "화", "수", "목", "금", "토"],
  en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
} as const;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

const dateOf = (language: Language, { year, month, day, weekday }: Parts): string =>
  language === "ko"
    ? `${year}년 ${month}월 ${day}일 (${WEEKDAYS.ko[weekday]})`
    : `${WEEKDAYS.en[weekday]} ${day} ${MONTHS[month - 1]} ${year}`;

/** "2026년 12월 24일 (목)" or "Thu 24 Dec 2026". */
export const dateIn = (language: Language, iso: string, zone: string): string => dateOf(language, partsIn(iso, zone));

/** "12월 24일 (목)" or "Thu 24 Dec": where the year is clear. */
export const dayIn = (language: Language, iso: string, zone: string): string => {
  const { month, day, weekday } = partsIn(iso, zone);
  return language === "ko"
    ? `${month}월 ${day}일 (${WEEKDAYS.ko[weekday]})`
    : `${WEEKDAYS.en[weekday]} ${day} ${MONTHS[month - 1]}`;
};

/** "2026년 12월 24일 (목) 오후 8:00" or "Thu 24 Dec 2026, 20:00". */
export const dateTimeIn = (language: Language, iso: string, zone: string): string => {
  const parts = partsIn(iso, zone);
  return `${dateOf(language, parts)}${language === "ko" ? " " : ", "}${timeOf(language, parts)}`;
};

/** Whether the clocks of two zones show the same at this time, as in Seoul and Tokyo. */
export const showTheSame = (iso: string, zone: string, other: string): boolean =>
  dateTimeIn("en", iso, zone) === dateTimeIn("en", iso, other);
