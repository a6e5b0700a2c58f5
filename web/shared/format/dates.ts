/** Dates, and times with the names of their zones, in the language of the page. Whatever calls these follows a change of language. */
import { dateIn, dateTimeIn, dayIn, showTheSame } from "#web/shared/format/dates-in-words.ts";
import { ownZone } from "#web/shared/format/format.ts";
import { zoneNameIn } from "#web/shared/format/zone-names.ts";
import { language } from "#web/shared/language/language.ts";

/** "2026년 12월 24일 (목)" or "Thu 24 Dec 2026", by the clock of the zone. */
export const date = (iso: string, zone: string): string => dateIn(language.value, iso, zone);

/** "12월 24일 (목)" or "Thu 24 Dec". */
export const day = (iso: string, zone: string): string => dayIn(language.value, iso, zone);

/** "2026년 12월 24일 (목) 오후 8:00" or "Thu 24 Dec 2026, 20:00". */
export const dateTime = (iso: string, zone: string): string => dateTimeIn(language.value, iso, zone);

/** The time, with the name of its zone where the reader's own clock shows another time. */
export const namedDateTime = (iso: string, zone: string): string =>
  showTheSame(iso, zone, ownZone()) ? dateTime(iso, zone) : `${dateTime(iso, zone)} (${zoneName(zone)})`;

/** "서울 시간" or "Seoul time". */
export const zoneName = (zone: string): string => zoneNameIn(language.value, zone);

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
