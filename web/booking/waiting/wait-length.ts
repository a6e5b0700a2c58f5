/** How long a wait is, for what depends on it. Pure. */

interface Wait {
  /** Seconds. */
  readonly low: number;
  readonly high: number;
}

const MINUTE = 60;
const HOUR = 3600;

/** Ends of the categories of a wait: a change of category is worth saying. */
const CATEGORIES = [MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR];

/** The category of a wait, by the middle of its range: 0 is under a minute. */
export const waitCategory = ({ low, high }: Wait): number => {
  const middle = (low + high) / 2;
  const found = CATEGORIES.findIndex((end) => middle <= end);
  return found === -1 ? CATEGORIES.length : found;
};

/** Somebody who goes away should be back after this part of the low end: most turns come later, hardly any earlier. */
const PART_OF_LOW = 0.75;
/** Below this it is not worth going away. */
const AWAY_SECONDS_MIN = 120;

/** How long somebody may safely be away, in whole minutes; undefined if they had better stay. */
export const awaySeconds = ({ low }: Pick<Wait, "low">): number | undefined => {
  const seconds = Math.floor((low * PART_OF_LOW) / MINUTE) * MINUTE;
  return seconds < AWAY_SECONDS_MIN ? undefined : seconds;
};
