/**
 * The cool-down: users who let hold after hold expire have to wait, because unpaid holds keep seats from everybody else.
 * Pure. The condition of a hold states the same rule in DynamoDB's terms (queue/expired-holds-store.ts); a test compares
 * the two.
 */
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
