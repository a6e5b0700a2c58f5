/** Numbers, durations and times of day in the language of the page. Whatever calls these follows a change of language. */
import { clockTime as clockTimeOf, durationIn, durationRangeIn } from "#web/shared/format/durations.ts";
import { grouping, wonIn } from "#web/shared/format/numbers.ts";
import { timeOfDayIn } from "#web/shared/format/times.ts";
import { language } from "#web/shared/language/language.ts";

/** "66,000원" or "₩66,000". */
export const won = (amount: number): string => wonIn(language.value, amount);

/** "1,234". */
export const count = (value: number): string => grouping(value);

/** "오후 8:00" or "20:00". */
export const timeIn = (iso: string, zone: string): string => timeOfDayIn(language.value, iso, zone);

/** "4분 30초" or "4 minutes 30 seconds". */
export const duration = (seconds: number): string => durationIn(language.value, seconds);

/** "4:59" or "1:04:59", the same in both languages. */
export const clockTime = (seconds: number): string => clockTimeOf(seconds);

/** "약 3~6분" or "about 3 to 6 minutes". */
export const durationRange = (lowSeconds: number, highSeconds: number): string =>
  durationRangeIn(language.value, lowSeconds, highSeconds);

/** The zone of the reader's device. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
