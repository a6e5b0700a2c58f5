/** Durations in words and as a clock. Pure. */
import type { Language } from "#web/shared/language/language.ts";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

const UNITS = [
  { seconds: DAY, ko: "일", en: "day" },
  { seconds: HOUR, ko: "시간", en: "hour" },
  { seconds: MINUTE, ko: "분", en: "minute" },
  { seconds: 1, ko: "초", en: "second" },
] as const;

const inUnit = (language: Language, count: number, unit: (typeof UNITS)[number]): string =>
  language === "ko" ? `${count}${unit.ko}` : `${count} ${unit.en}${count === 1 ? "" : "s"}`;

/** "4분 30초" or "4 minutes 30 seconds": the two largest units, the rest cut off; 0 seconds for a past time. */
export const durationIn = (language: Language, seconds: number): string => {
  const whole = Math.max(0, Math.floor(seconds));
  const first = UNITS.findIndex((unit) => whole >= unit.seconds);
  if (first === -1) return inUnit(language, 0, UNITS[3]);
  const words: string[] = [];
  let rest = whole;
  for (const unit of UNITS.slice(first, first + 2)) {
    const count = Math.floor(rest / unit.seconds);
    rest -= count * unit.seconds;
    if (count > 0) words.push(inUnit(language, count, unit));
  }
  return words.join(" ");
};

/** Steps in which a wait is said: nobody knows it better. */
const stepOf = (seconds: number): number => {
  if (seconds <= 20 * MINUTE) return MINUTE;
  if (seconds <= HOUR) return 5 * MINUTE;
  return seconds <= 6 * HOUR ? HOUR / 2 : HOUR;
};

const roundedDown = (seconds: number): number => Math.floor(seconds / stepOf(seconds)) * stepOf(seconds);
const roundedUp = (seconds: number): number => Math.ceil(seconds / stepOf(seconds)) * stepOf(seconds);

const isIn = (unit: number, seconds: number): boolean => seconds % unit === 0;

/** A range of two numbers of one unit: "3~6분", "3 to 6 minutes". */
const inOneUnit = (language: Language, low: number, high: number): string | undefined => {
  const unit = high >= HOUR && isIn(HOUR, high) && isIn(HOUR, low) ? UNITS[1] : high <= HOUR ? UNITS[2] : undefined;
  if (unit === undefined) return undefined;
  const [from, to] = [low / unit.seconds, high / unit.seconds];
  return language === "ko" ? `${from}~${to}${unit.ko}` : `${from} to ${inUnit("en", to, unit)}`;
};

/**
 * A wait as it is known, between two bounds: "약 3~6분", "about 3 to 6 minutes". The lower bound is rounded down and the
 * upper one up, to minutes, five minutes, half hours or hours, so that the range never says more than is known.
 */
export const durationRangeIn = (language: Language, lowSeconds: number, highSeconds: number): string => {
  const low = roundedDown(Math.max(0, lowSeconds));
  const high = Math.max(roundedUp(Math.max(0, highSeconds)), low);
  if (high <= MINUTE) return language === "ko" ? "1분 안" : "less than a minute";
  if (low === 0) return language === "ko" ? `${durationIn("ko", high)} 안` : `up to ${durationIn("en", high)}`;
  const about = language === "ko" ? "약 " : "about ";
  if (low === high) return about + durationIn(language, high);
  const range = inOneUnit(language, low, high);
  if (range !== undefined) return about + range;
  const between = language === "ko" ? "~" : " to ";
  return about + durationIn(language, low) + between + durationIn(language, high);
};

const two = (value: number): string => String(value).padStart(2, "0");

/** "4:59" or "1:04:59" for a clock that counts down; a second that has begun is whole, and it ends at 0:00. */
export const clockTime = (seconds: number): string => {
  const whole = Math.max(0, Math.ceil(seconds));
  const [hours, minutes] = [Math.floor(whole / HOUR), Math.floor((whole % HOUR) / MINUTE)];
  const rest = two(whole % MINUTE);
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${two(minutes)}:${rest}`;
};
