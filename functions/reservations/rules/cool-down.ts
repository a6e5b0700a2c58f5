/** Who lets hold after hold lapse has to pause: seats in holds that nobody pays are kept from everybody else. Pure. */
import type { Seconds } from "#functions/shared/time.ts";

export interface CoolDown {
  /** So many lapsed holds are let pass; 0: any number. */
  readonly lapsedHoldsMax: number;
  /** How near each other they have to be. */
  readonly lapsedHoldsSeconds: number;
  /** How long the pause is, from the last of them. */
  readonly coolDownSeconds: number;
}

/** The lapses of a user's holds that count, the last first; those that are older than the count goes are left out. */
export type Lapses = readonly Seconds[];

/** When a user may hold seats again; undefined: there is nothing to wait for. */
export const coolingUntil = (lapses: Lapses, rule: CoolDown, now: Seconds): Seconds | undefined => {
  const [last] = lapses;
  const first = lapses[rule.lapsedHoldsMax - 1];
  if (last === undefined || first === undefined || first <= last - rule.lapsedHoldsSeconds) return undefined;
  const until = last + rule.coolDownSeconds;
  return until > now ? until : undefined;
};
