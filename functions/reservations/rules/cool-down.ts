/**
 * The cool-down: users who let hold after hold expire have to wait, because unpaid holds keep seats from everybody else.
 * Pure. The condition of a hold states the same rule in DynamoDB's terms (queue/expired-holds-store.ts); a test compares
 * the two.
 */
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** The settings that make up the rule. */
export const COOL_DOWN_SETTINGS = ["expiredHoldsMax", "expiredHoldsSeconds", "coolDownSeconds"] as const;

export interface CoolDown {
  /** Expired holds that start a cool-down. 0 turns it off. */
  readonly expiredHoldsMax: number;
  /** The window in which they are counted, back from the latest of them. */
  readonly expiredHoldsSeconds: number;
  /** How long the cool-down lasts, from the latest of them. */
  readonly coolDownSeconds: number;
}

/** When a user's holds expired, the latest first; no more of them than the rule counts. */
export type Expiries = readonly Seconds[];

/** When a user may hold seats again, or undefined if that is now. */
export const coolingUntil = (expiries: Expiries, rule: CoolDown, now: Seconds): Seconds | undefined => {
  const [latest] = expiries;
  const first = expiries[rule.expiredHoldsMax - 1];
  if (latest === undefined || first === undefined || first <= latest - rule.expiredHoldsSeconds) return undefined;
  const until = latest + rule.coolDownSeconds;
  return until > now ? until : undefined;
};

/** The last fifth of a hold is late. */
const LATE_PARTS = 5;

/**
 * Whether a release counts like an expiry: seats that are released in the last part of a hold were kept from everybody
 * else for as long, so releasing just in time is no way round the cool-down.
 */
export const isReleasedLate = (
  { createdAt, expiresAt }: Pick<Reservation, "createdAt" | "expiresAt">,
  now: Seconds,
): boolean => (expiresAt - now) * LATE_PARTS <= expiresAt - createdAt;
