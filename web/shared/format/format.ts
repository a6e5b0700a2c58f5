/** Numbers, times and durations in the language of the page. Whatever calls these follows a change of language. */
import { clockTime as clockTimeOf, durationIn, durationRangeIn } from "#web/shared/format/durations.ts";
import { grouping, wonIn } from "#web/shared/format/numbers.ts";
import { dateIn, dateTimeIn, dayIn, showTheSame, timeOfDayIn } from "#web/shared/format/times.ts";
import { zoneNameIn } from "#web/shared/format/zone-names.ts";
import { language } from "#web/shared/language/language.ts";

/** "66,000원" or "₩66,000". */
export const won = (amount: number): string => wonIn(language.value, amount);

/** "1,234". */
export const count = (value: number): string => grouping(value);

/** "2026년 12월 24일 (목)" or "Thu 24 Dec 2026", by the clock of the zone. */
export const date = (iso: string, zone: string): string => dateIn(language.value, iso, zone);

/** "12월 24일 (목)" or "Thu 24 Dec". */
export const day = (iso: string, zone: string): string => dayIn(language.value, iso, zone);

/** "2026년 12월 24일 (목) 오후 8:00" or "Thu 24 Dec 2026, 20:00". */
export const dateTime = (iso: string, zone: string): string => dateTimeIn(language.value, iso, zone);

/** The time, with the name of its zone where the reader's own clock shows another time. */
export const namedDateTime = (iso: string, zone: string): string =>
  showTheSame(iso, zone, ownZone()) ? dateTime(iso, zone) : `${dateTime(iso, zone)} (${zoneName(zone)})`;

/** "오후 8:00" or "20:00". */
export const timeIn = (iso: string, zone: string): string => timeOfDayIn(language.value, iso, zone);

/** "서울 시간" or "Seoul time". */
export const zoneName = (zone: string): string => zoneNameIn(language.value, zone);

/** "4분 30초" or "4 minutes 30 seconds". */
export const duration = (seconds: number): string => durationIn(language.value, seconds);

/** "4:59" or "1:04:59", the same in both languages. */
export const clockTime = (seconds: number): string => clockTimeOf(seconds);

/** "약 3~6분" or "about 3 to 6 minutes". */

export const durationRange = (lowSeconds: number, highSeconds: number): string =>
  durationRangeIn(language.value, lowSeconds, highSeconds);

/** The zone of the reader's device. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export interface NamedTime {
  readonly time: string;
  readonly zone: string;
}

/** The reader's own time and the name of its zone; undefined if the clock of the hall shows the same. */
export const ownTimeBeside = (iso: string, hallZone: string): NamedTime | undefined => {
  const own = ownZone();
  if (showTheSame(iso, hallZone, own)) return undefined;
  return { time: dateTime(iso, own), zone: zoneName(own) };
};
