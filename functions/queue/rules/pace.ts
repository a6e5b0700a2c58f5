/** The pace of admission: decided from what is stored, however often, late or at once ticks run. Pure. */
import type { Pace, QueueState } from "#functions/queue/rules/queue-state.ts";
import type { Seconds } from "#functions/shared/time.ts";

export interface PaceOptions {
  /** The window in which at most `admitPerTick` people are admitted. */
  readonly tickSeconds: number;
  /** The largest difference between the clocks of two functions. */
  readonly clockSkewSeconds: number;
}

/** The moment of a tick, and whose clock shows it. */
export interface Moment {
  readonly now: Seconds;
  /** Ticks with the same id read the same clock. */
  readonly clockId: string;
}

/**
 * The pace as a tick finds it. Admissions with less than a window between them add up, so that no window holds more
 * than `admitPerTick` of them (Q11). Another clock may show too much time by the skew, so its window is longer by that.
 */
const currentPace = (before: Pace, { now, clockId }: Moment, options: PaceOptions): Pace => {
  const passed = now - before.admittedAt;
  // The clock was set back. How much time has passed is unknown, so the window begins once more.
  if (passed < -options.clockSkewSeconds) return { ...before, admittedAt: now, clockId };
  const isSameClock = clockId === before.clockId;
  const windowSeconds = options.tickSeconds + (isSameClock ? 0 : options.clockSkewSeconds);
  return passed >= windowSeconds ? { ...before, admitted: 0 } : before;
};

/** How many more people the pace allows at this moment. */
export const allowedBy = ({ pace, settings }: QueueState, moment: Moment, options: PaceOptions): number =>
  Math.max(0, settings.admitPerTick - currentPace(pace, moment, options).admitted);

/** The pace to store after `count` more admissions. Only an admission begins a new window. */
export const paceAfter = (before: Pace, count: number, moment: Moment, options: PaceOptions): Pace => {
  const current = currentPace(before, moment, options);
  if (count === 0) return current.admitted === before.admitted ? current : before;
  const { now, clockId } = moment;
  return { admittedAt: Math.max(now, current.admittedAt), admitted: current.admitted + count, clockId };
};
