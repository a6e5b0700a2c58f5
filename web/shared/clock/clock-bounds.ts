/**
 * What is known of the service's clock, from the times in its responses. Pure.
 *
 * Each response bounds the difference between the service's clock and the page's own steady one: it was made after the
 * request was sent and before the response was received, and its time is rounded down to whole seconds. The bounds of many
 * responses narrow each other (K. Marzullo, S. Owicki: Maintaining the time in a distributed system, 1983).
 */
export interface ClockBounds {
  /** Least and greatest difference in milliseconds: service's clock less own clock. */
  readonly low: number;
  readonly high: number;
}

export interface ClockSample {
  /** As the response says it, in milliseconds, rounded down to a second. */
  readonly serverMs: number;
  /** By the page's steady clock. */
  readonly sentMs: number;
  readonly receivedMs: number;
  /** How old the response may have been when the request was sent, if a cache may have answered. */
  readonly ageMsMax: number;
}

const SECOND_MS = 1000;

/** The narrower bounds; those of the sample alone if they contradict, as after the machine has slept. */
export const narrowed = (bounds: ClockBounds | undefined, sample: ClockSample): ClockBounds => {
  const low = sample.serverMs - sample.receivedMs;
  const high = sample.serverMs + SECOND_MS + sample.ageMsMax - sample.sentMs;
  if (bounds === undefined) return { low, high };
  const both = { low: Math.max(bounds.low, low), high: Math.min(bounds.high, high) };
  return both.low <= both.high ? both : { low, high };
};

/** The difference to reckon with: a little early rather than late, so that no time is promised that is not there. */
export const differenceOf = ({ low, high }: ClockBounds): number => low + Math.min((high - low) / 2, SECOND_MS / 2);
