/** When to read a place again over the API itself, which has to carry everybody's polls. Pure. */
import type { PublicQueue } from "#contract/queue.ts";
import {
  JITTER,
  lateSecondsMax,
  lobbyPollSeconds,
  nextPollSeconds,
  numberPollSeconds,
} from "#contract/waiting/next-poll.ts";
import { type LaneName, positionOf, waitingIn } from "#contract/waiting/place.ts";

/** A place that waits. `arrival` is null until its join is numbered, `number` also until the draw. */
export interface WaitingPlace {
  readonly lane: LaneName;
  readonly arrival: number | null;
  readonly number: number | null;
  /** Since the join, while it is not numbered. */
  readonly waitedSeconds: number;
}

interface PlacePollOptions {
  /** 0 to 1. */
  readonly random: number;
  /** The polls a second that all places together may add up to. */
  readonly pollsPerSecondMax: number;
}

/**
 * How long somebody waits before they read their place again if they do not watch the public queue: as long as for that,
 * or longer, so that the polls of everybody with a number add up to no more than `pollsPerSecondMax` a second.
 */
export const placePollSeconds = (
  queue: PublicQueue,
  { lane, arrival, number, waitedSeconds }: WaitingPlace,
  { random, pollsPerSecondMax }: PlacePollOptions,
): number => {
  const lanesMax = pollsPerSecondMax / (queue.presale === null ? 1 : 2);
  if (number !== null) {
    const { ahead } = positionOf(queue, number);
    const least = sharedPollSeconds(
      waitingIn(queue, lane),
      ahead,
      lateSecondsMax(queue.admission.claimSeconds),
      lanesMax,
    );
    const wanted = nextPollSeconds(queue, number, random);
    return wanted >= least ? wanted : Math.ceil(least * (1 + JITTER * random));
  }
  if (arrival === null || queue.status !== "LOBBY") return numberPollSeconds(queue, { lane, waitedSeconds }, random);
  return lobbyPollSeconds(queue, random, waitingIn(queue, lane) / lanesMax);
};

/**
 * The shortest time between two polls with which all `waiting` people of a lane stay within `perSecondMax`. If everybody
 * can poll every `late` seconds, all wait equally long. If not, the time grows with the people ahead:
 *
 *   f(ahead) = late · (1 + (ahead + 1) · x / waiting)
 *
 * The sum of 1/f over all is at most the integral, (waiting / late) · ln(1 + x) / x, and x makes that `perSecondMax`.
 */
const sharedPollSeconds = (waiting: number, ahead: number, late: number, perSecondMax: number): number => {
  const part = (perSecondMax * late) / Math.max(1, waiting);
  if (part >= 1) return waiting / perSecondMax;
  return late * (1 + ((ahead + 1) * growthFor(part)) / waiting);
};

const HALVINGS = 50;

/** The x with ln(1 + x) / x = part, or a little more. @param part above 0 and below 1 */
const growthFor = (part: number): number => {
  let high = 1;
  while (Math.log1p(high) / high > part) high *= 2;
  let low = 0;
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (low + high) / 2;
    if (Math.log1p(middle) / middle > part) low = middle;
    else high = middle;
  }
  return high;
};
