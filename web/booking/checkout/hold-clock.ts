/** The time that a hold has left, and when it is spoken. Pure. */

/** Seconds before the end at which the time is spoken: WCAG 2.2.1 asks for 20 at the least. */
const SPOKEN_SECONDS = [120, 60, 20, 0];
/** From here on the countdown looks urgent. */
const URGENT_SECONDS = 60;

/** Whole seconds until a hold expires, rounded up, so that 0 means that it is over. */
export const secondsLeft = (expiresAt: string, nowMs: number): number =>
  Math.max(0, Math.ceil((Date.parse(expiresAt) - nowMs) / 1000));

export const isUrgent = (seconds: number): boolean => seconds <= URGENT_SECONDS;

/** What has been spoken of a hold that ends at a time. */
export interface Spoken {
  readonly expiresAt: string;
  /** The lowest mark that is behind: it and all above it are never spoken again. */
  readonly lowest: number;
}

export interface Speech {
  readonly spoken: Spoken;
  /** The seconds left, if they are to be spoken now. */
  readonly seconds: number | undefined;
}

const marksFrom = (seconds: number): readonly number[] => SPOKEN_SECONDS.filter((mark) => seconds <= mark);

/**
 * Each mark is spoken once. After a jump of the clock, as when the machine has slept, only the lowest one of those it has
 * passed is spoken. An extended hold begins again, with the marks that are ahead of it.
 */
export const speechAt = (spoken: Spoken | undefined, expiresAt: string, seconds: number): Speech => {
  const lowest = Math.min(Number.POSITIVE_INFINITY, ...marksFrom(seconds));
  if (spoken?.expiresAt !== expiresAt) return { spoken: { expiresAt, lowest }, seconds: firstWords(seconds) };
  if (lowest >= spoken.lowest) return { spoken, seconds: undefined };
  return { spoken: { expiresAt, lowest }, seconds };
};

/** A page that is opened in the last minute says so at once; what is over is said by the page itself. */
const firstWords = (seconds: number): number | undefined => (seconds > 0 && isUrgent(seconds) ? seconds : undefined);
