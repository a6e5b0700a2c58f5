/**
 * The reserve of a lobby: arrivals that are drawn with it and given to people who joined before the opening, but whose
 * join is numbered only after the draw (Q12). Their numbers come from the same draw as everybody's. Pure.
 */
import type { Join } from "#functions/queue/rules/join.ts";
import { LANE_START, type Lane, type LaneName, numberOf, type QueueState } from "#functions/queue/rules/queue-state.ts";

const RESERVE_SHARE = 0.05;
const RESERVE_MIN = 5;
/** Arrivals of the reserve that one take looks at. Later than that, nearly the whole lobby has had its turn. */
const LOOKED_AT_MAX = 100;

/** How many arrivals the draw of a lane adds for joins that are numbered later. A lane that nobody can join needs none. */
export const reserveSize = ({ lanes, settings }: QueueState, lane: LaneName): number => {
  if (lane === "PRESALE" && settings.presale === null) return 0;
  return Math.max(RESERVE_MIN, Math.ceil((lanes[lane].issued - LANE_START[lane]) * RESERVE_SHARE));
};

/** How many arrivals of the reserve nobody has got yet. */
export const reserveLeft = ({ drawnTo, lateTo }: Lane): number =>
  drawnTo === undefined || lateTo === undefined ? 0 : drawnTo - lateTo;

/** Whether a join is one of the lobby's, however late it is numbered. */
export const isOfLobby = ({ settings }: QueueState, { joinedAt }: Pick<Join, "joinedAt">): boolean =>
  joinedAt < settings.opensAt;

/** The next arrivals of a lane's reserve. */
export interface ReserveTake {
  /** The last arrival that is used up by it. */
  readonly lateTo: number;
  /** Those of them whose turn has not come yet. */
  readonly arrivals: readonly number[];
  /** Those whose number has been served, so that nobody can have them any more (Q3). */
  readonly missed: readonly number[];
}

/** What to take of the reserve so that `wanted` joins get a drawn number whose turn is still to come. */
export const takeOfReserve = (queue: QueueState, lane: LaneName, wanted: number): ReserveTake => {
  const { served, lateTo = 0 } = queue.lanes[lane];
  const lookedAt = Math.min(reserveLeft(queue.lanes[lane]), Math.max(wanted, LOOKED_AT_MAX));
  const arrivals: number[] = [];
  const missed: number[] = [];
  let last = lateTo;
  for (; last < lateTo + lookedAt && arrivals.length < wanted; last += 1) {
    const isToCome = (numberOf(queue, last + 1) ?? 0) > served;
    (isToCome ? arrivals : missed).push(last + 1);
  }
  return { lateTo: last, arrivals, missed };
};
