/** How soon an account may join the same queue again: a loop of joining and leaving gets few places. Pure. */
import type { Place } from "#functions/queue/rules/queue-state.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** The places that may follow each other at once: other plans, a wrong button, a missed turn. */
const FREE_PLACES = 5;
const FIRST_PAUSE_SECONDS = 5;
const PAUSE_SECONDS_MAX = 300;
/** A place that was joined later than this from now was joined by a clock that has been set back since. */
const AHEAD_SECONDS_MAX = 60;

/** How long after the last place was joined the place of a generation may be: twice as long each time, up to a limit. */
export const pauseSeconds = (generation: number): Seconds =>
  generation <= FREE_PLACES
    ? 0
    : Math.min(PAUSE_SECONDS_MAX, FIRST_PAUSE_SECONDS * 2 ** (generation - FREE_PLACES - 1));

/** The times at which a place was joined that keep the next one from being joined now; undefined if there are none. */
export const tooRecent = ({
  generation,
  joinedAt,
}: Pick<Place, "generation" | "joinedAt">): { readonly from: Seconds; readonly to: Seconds } | undefined => {
  const pause = pauseSeconds(generation);
  return pause === 0 ? undefined : { from: joinedAt - pause + 1, to: joinedAt + AHEAD_SECONDS_MAX };
};

/** How long the user of a place has to wait before they may join again; 0 if they may join now. */
export const secondsUntilRejoin = (
  { generation, joinedAt }: Pick<Place, "generation" | "joinedAt">,
  now: Seconds,
): Seconds => {
  const range = tooRecent({ generation: generation + 1, joinedAt: now });
  if (range === undefined || joinedAt < range.from || joinedAt > range.to) return 0;
  return joinedAt + pauseSeconds(generation + 1) - now;
};
