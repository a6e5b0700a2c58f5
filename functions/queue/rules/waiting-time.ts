/** What the queue tells people about time: how long it will be, and when to ask again. */

import { meanStaySeconds } from "#functions/queue/rules/mean-stay.ts";
import { type LaneName, type QueueState, statusOf, waitingIn } from "#functions/queue/rules/queue-state.ts";
import type { Seconds } from "#functions/shared/time.ts";

const POLL_SECONDS_MIN = 2;
const POLL_SECONDS_MAX = 30;

const bounded = (seconds: number): number =>
  Math.round(Math.min(POLL_SECONDS_MAX, Math.max(POLL_SECONDS_MIN, seconds)));

/** How long everybody who watches the queue should wait before looking again. */
export const watchSeconds = (queue: QueueState, now: Seconds): number => {
  switch (statusOf(queue, now)) {
    case "OPEN":
      return POLL_SECONDS_MIN;
    case "LOBBY":
      return bounded((queue.settings.opensAt - now) / 4);
    case "PAUSED":
    case "SOLD_OUT":
      return 10;
    case "CLOSED":
      return POLL_SECONDS_MAX;
  }
};

/** Where somebody stands: their lane, and how many numbers of it are to be admitted before theirs. */
export interface Position {
  readonly lane: LaneName;
  readonly ahead: number;
}

/** The most that is taken off a wait before the next question, so that a crowd does not ask all at once. */
const JITTER = 0.25;
/** Everybody in the lobby wants to know at the opening; they are told to come within this time after it. */
const LOBBY_SPREAD_SECONDS = 15;

/**
 * How long somebody should wait before asking again: a quarter of the wait that is expected, and never so long
 * that a turn could come and go meanwhile.
 * @param position null while there is no number
 * @param random 0 to 1
 */
export const pollSeconds = (
  queue: QueueState,
  position: Position | null,
  now: Seconds,
  { tickSeconds, random }: { readonly tickSeconds: number; readonly random: number },
): number => {
  const half = Math.max(1, Math.floor(queue.settings.claimSeconds / 2));
  return Math.min(half, wantedPollSeconds(queue, position, now, tickSeconds, random));
};

const wantedPollSeconds = (
  queue: QueueState,
  position: Position | null,
  now: Seconds,
  tickSeconds: number,
  random: number,
): number => {
  const status = statusOf(queue, now);
  if (status === "LOBBY") return bounded(queue.settings.opensAt - now + LOBBY_SPREAD_SECONDS * random);
  const watch = watchSeconds(queue, now);
  const wanted = position === null ? watch : bounded(Math.max(watch, waitSeconds(queue, position, tickSeconds) / 4));
  return bounded(wanted * (1 - JITTER * random));
};

/**
 * How long it takes until somebody is admitted, if things go on as they do: the places that are free are filled at the
 * pace of the ticks; after that, people come in as others go, which is as many at once as may be inside over the
 * time that an admission lasts (J. D. C. Little, "A Proof for the Queuing Formula L = λW", 1961).
 */
const waitSeconds = (queue: QueueState, position: Position, tickSeconds: number): number => {
  const { settings, stats } = queue;
  const room = stats.at === 0 ? settings.maxActive : stats.room;
  const pace = settings.admitPerTick / tickSeconds;
  const flow = Math.min(pace, Math.max(1, stats.active + room) / meanStaySeconds(stats, settings));
  const places = placesBefore(queue, position);
  return Math.min(places, room) / pace + Math.max(0, places - room) / flow;
};

/** Places that are given out until it is somebody's turn, those to the other lane included. */
const placesBefore = ({ lanes, settings }: QueueState, { lane, ahead }: Position): number => {
  if (settings.presale === null) return ahead + 1;
  const presaleShare = settings.presale.sharePercent / 100;
  const share = lane === "PRESALE" ? presaleShare : 1 - presaleShare;
  const others = waitingIn(lanes[lane === "PRESALE" ? "GENERAL" : "PRESALE"]);
  // As long as both lanes wait, each gets its share; a lane that is empty leaves it to the other.
  return Math.min((ahead + 1) / share, ahead + 1 + others);
};

/** What really happens lies around what is expected; the stats are updateStay by `npm run simulate`. */
const LOW = 0.65;
const HIGH = 1.5;

/** A range for the wait, from updateStay admissions, no-shows and stays; null while nobody is let in. */
export const estimatedWait = (
  queue: QueueState,
  position: Position | null,
  now: Seconds,
  tickSeconds: number,
): { low: number; high: number } | null => {
  if (position === null || statusOf(queue, now) !== "OPEN") return null;
  const expected = waitSeconds(queue, position, tickSeconds);
  return { low: Math.floor(expected * LOW), high: Math.ceil(expected * HIGH + tickSeconds) };
};
