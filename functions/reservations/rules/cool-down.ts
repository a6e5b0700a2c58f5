/** Who lets hold after hold expire has to pause: seats in holds that nobody pays are kept from everybody else. Pure. */
import type { Seconds } from "#functions/shared/time.ts";

export interface CoolDown {
  /** So many expired holds are let pass; 0: any number. */
  readonly expiredHoldsMax: number;
  /** How near each other they have to be. */
  readonly expiredHoldsSeconds: number;
  /** How long the pause is, from the last of them. */
  readonly coolDownSeconds: number;
}

/** The expires of a user's holds that count, the last first; those that are older than the count goes are left out. */
export type Expiries = readonly Seconds[];

/** When a user may hold seats again; undefined: there is nothing to wait for. */
export const coolingUntil = (expiries: Expiries, rule: CoolDown, now: Seconds): Seconds | undefined => {
  const [last] = expiries;
  const first = expiries[rule.expiredHoldsMax - 1];
  if (last === undefined || first === undefined || first <= last - rule.expiredHoldsSeconds) return undefined;
  const until = last + rule.coolDownSeconds;
  return until > now ? until : undefined;
};
