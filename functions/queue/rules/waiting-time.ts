/** Estimated waits, and how long to wait between two polls. Pure. */
import { meanStaySeconds } from "#functions/queue/rules/mean-stay.ts";
import { type LaneName, type QueueState, statusOf, waitingIn } from "#functions/queue/rules/queue-state.ts";
import type { Seconds } from "#functions/shared/time.ts";

const POLL_SECONDS_MIN = 2;
const POLL_SECONDS_MAX = 30;

const bounded = (seconds: number): number =>
  Math.round(Math.min(POLL_SECONDS_MAX, Math.max(POLL_SECONDS_MIN, seconds)));

/** How long to wait before reading the public state of a queue again. */
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

/** Where a place is in its lane: `ahead` numbers are admitted before it. */
export interface Position {
  readonly lane: LaneName;
  readonly ahead: number;
}

/** The largest part that is taken off the wait before a poll, so that a crowd does not poll all at once. */
const JITTER = 0.25;
/** The lobby polls again within this time after the opening, not all at once. */
const LOBBY_SPREAD_SECONDS = 15;

/**
 * How long a user should wait before they poll their place again: a quarter of the wait that is expected, and at most
 * half of the time in which a turn can be claimed, so that no turn comes and goes between two polls.
 * @param position null while the place has no number
 * @param options.random 0 to 1
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
 * How long it takes until a place is admitted if the sale goes on as it does now. The room that is free is filled at the
 * pace of the ticks. After that people are admitted as others go: the number of people inside over the time that an
 * admission lasts (J. D. C. Little, "A Proof for the Queuing Formula L = λW", 1961).
 */
const waitSeconds = (queue: QueueState, position: Position, tickSeconds: number): number => {
  const { settings, stats } = queue;
  const room = stats.at === 0 ? settings.maxActive : stats.room;
  const pace = settings.admitPerTick / tickSeconds;
  const flow = Math.min(pace, Math.max(1, stats.active + room) / meanStaySeconds(stats, settings));
  const admissions = admissionsUntil(queue, position);
  return Math.min(admissions, room) / pace + Math.max(0, admissions - room) / flow;
};

/** Admissions until it is a place's turn, its own and those of the other lane included. */
const admissionsUntil = ({ lanes, settings }: QueueState, { lane, ahead }: Position): number => {
  if (settings.presale === null) return ahead + 1;
  const presaleShare = settings.presale.sharePercent / 100;
  const share = lane === "PRESALE" ? presaleShare : 1 - presaleShare;
  const others = waitingIn(lanes[lane === "PRESALE" ? "GENERAL" : "PRESALE"]);
  // While people wait in both lanes each gets its share; an empty lane leaves its share to the other.
  return Math.min((ahead + 1) / share, ahead + 1 + others);
};

/** Most waits turn out to be between these parts of the expected one, as `npm run simulate` measures. */
const LOW = 0.65;
const HIGH = 1.5;

/** A range for the wait, from measured admissions, no-shows and stays; null while nobody is admitted. */
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
