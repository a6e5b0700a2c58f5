/**
 * How many wrong promotion codes an account may enter: a code can be guessed, and each is money. Pure. The conditions of
 * functions/promotions/attempts-store.ts state the same rule in DynamoDB's terms.
 */
import type { Seconds } from "#functions/shared/time.ts";

/** The most wrong codes in one window. */
export const WRONG_CODES_MAX = 10;
/** How long a window lasts, from the first code entered in it. */
export const WRONG_CODES_SECONDS = 600;

/** The codes that an account has entered since the start of its window, without the right ones. */
export interface Attempts {
  readonly count: number;
  /** The end of the window. */
  readonly until: Seconds;
}

/** When an account may enter a code again, or undefined if that is now. */
export const attemptsBlockedUntil = (attempts: Attempts | undefined, now: Seconds): Seconds | undefined =>
  attempts !== undefined && attempts.count >= WRONG_CODES_MAX && now < attempts.until ? attempts.until : undefined;
