/** How the places of a tick are shared between the lanes. */
import type { LaneName, QueueSettings } from "#functions/queue/rules/queue-state.ts";

export interface Shares {
  readonly places: Readonly<Record<LaneName, number>>;
  /** What the presale lane is owed beyond whole places, below 1. */
  readonly credit: number;
}

/**
 * Shares `places` between the lanes: the presale lane gets its percentage, the other lane the rest, and what one lane
 * has nobody for goes to the other. Fractions of a place are carried over to the next tick, so that also ticks
 * of one place come out at the percentage.
 * @param waiting how many wait in each lane
 * @param credit what the last tick left owing, 0 to 1
 */
export const shareOut = (
  places: number,
  waiting: Readonly<Record<LaneName, number>>,
  presale: QueueSettings["presale"],
  credit: number,
): Shares => {
  const due = presale === null ? 0 : (places * presale.sharePercent) / 100 + credit;
  // Percentages are not exact in binary; ten ticks of 0.1 have to make one.
  const whole = Math.floor(due + 1e-9);
  const forPresale = Math.min(waiting.PRESALE, whole);
  const forGeneral = Math.min(waiting.GENERAL, places - forPresale);
  const unused = places - forPresale - forGeneral;
  const morePresale = Math.min(waiting.PRESALE - forPresale, unused);
  // A lane that could not use its whole share is owed nothing, nor is one that had more.
  const isOwed = forPresale === whole && morePresale === 0 && waiting.PRESALE > forPresale;
  return {
    places: { GENERAL: forGeneral, PRESALE: forPresale + morePresale },
    credit: isOwed ? Math.max(0, Math.round((due - whole) * 1e6) / 1e6) : 0,
  };
};
