/** How the admissions of a tick are shared between the lanes. Pure. */
import type { LaneName, QueueSettings } from "#functions/queue/rules/queue-state.ts";

export interface Shares {
  /** Admissions by lane. */
  readonly places: Readonly<Record<LaneName, number>>;
  /** The fraction of an admission that the presale lane is owed, below 1. */
  readonly credit: number;
}

/**
 * Shares `places` admissions between the lanes: the presale lane gets its percentage and the general lane the rest, and
 * a lane in which too few people wait leaves what it can't use to the other. Fractions are carried over to the next
 * tick, so that even ticks of one admission add up to the percentage.
 * @param waiting people who wait in each lane
 * @param credit the fraction that the last tick left owing, 0 to 1
 */
export const shareOut = (
  places: number,
  waiting: Readonly<Record<LaneName, number>>,
  presale: QueueSettings["presale"],
  credit: number,
): Shares => {
  const due = presale === null ? 0 : (places * presale.sharePercent) / 100 + credit;
  // Percentages are not exact in binary: ten ticks of 0.1 must add up to 1.
  const whole = Math.floor(due + 1e-9);
  const forPresale = Math.min(waiting.PRESALE, whole);
  const forGeneral = Math.min(waiting.GENERAL, places - forPresale);
  const unused = places - forPresale - forGeneral;
  const morePresale = Math.min(waiting.PRESALE - forPresale, unused);
  // A lane that could not use its whole share is owed nothing, nor is one that was given more.
  const isOwed = forPresale === whole && morePresale === 0 && waiting.PRESALE > forPresale;
  return {
    places: { GENERAL: forGeneral, PRESALE: forPresale + morePresale },
    credit: isOwed ? Math.max(0, Math.round((due - whole) * 1e6) / 1e6) : 0,
  };
};
