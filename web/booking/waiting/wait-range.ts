/** A range for the wait in units that people use, never more exact than it is known. Pure. */

export type WaitRange =
  | { readonly unit: "underMinute" }
  | { readonly unit: "minutes" | "hours"; readonly low: number; readonly high: number };

const MINUTE = 60;
const HOUR = 3600;

/** A step that suits a length in minutes: a wait of 47 to 71 minutes is known as 45 to 75. */
const stepFor = (minutes: number): number => (minutes <= 10 ? 1 : minutes <= 30 ? 5 : 15);

const floorTo = (value: number, step: number): number => Math.floor(value / step) * step;
const ceilTo = (value: number, step: number): number => Math.ceil(value / step) * step;

/** Rounded outwards, so that the range that is shown holds whenever the one that is meant does. */
export const waitRange = ({ low, high }: { readonly low: number; readonly high: number }): WaitRange => {
  if (high <= MINUTE) return { unit: "underMinute" };
  const minutes = { low: low / MINUTE, high: high / MINUTE };
  if (high < 2 * HOUR) {
    const rounded = {
      low: floorTo(minutes.low, stepFor(minutes.low)),
      high: ceilTo(minutes.high, stepFor(minutes.high)),
    };
    return { unit: "minutes", ...rounded };
  }
  return { unit: "hours", low: floorTo(low / HOUR, 0.5), high: ceilTo(high / HOUR, 0.5) };
};

/** Ends of the categories of a wait, in seconds: a change of category is worth saying. */
const CATEGORIES = [MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR];

/** The category of a wait, by the middle of its range: 0 is under a minute. */
export const waitCategory = ({ low, high }: { readonly low: number; readonly high: number }): number => {
  const middle = (low + high) / 2;
  const found = CATEGORIES.findIndex((end) => middle <= end);
  return found === -1 ? CATEGORIES.length : found;
};

/** Somebody who goes away should be back after this part of the low end: most turns come later, hardly any earlier. */
const PART_OF_LOW = 0.75;
/** Below this it is not worth going away. */
const AWAY_SECONDS_MIN = 120;

/** How long somebody may safely be away; undefined if they had better stay. */
export const awaySeconds = ({ low }: { readonly low: number }): number | undefined => {
  const seconds = Math.floor((low * PART_OF_LOW) / MINUTE) * MINUTE;
  return seconds < AWAY_SECONDS_MIN ? undefined : seconds;
};
