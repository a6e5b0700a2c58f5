/** How often somebody looks who waits, by the rules that clients follow. Pure. */

import type { PublicQueue } from "#contract/queue.ts";
import { nextPollSeconds } from "#contract/waiting/next-poll.ts";

/** Admissions of a busy sale: 600 each five seconds. */
const ADMIT_PER_TICK = 600;
const TICK_SECONDS = 5;
const PER_SECOND = ADMIT_PER_TICK / TICK_SECONDS;

const OPENING = "2026-12-01T11:00:00Z";

/** A sale with seats for everybody, so that the chance of a seat makes nobody look less often. */
const queueAt = (second: number, people: number): PublicQueue => ({
  concertId: "con_1",
  status: "OPEN",
  issued: people,
  served: Math.floor(second / TICK_SECONDS) * ADMIT_PER_TICK,
  presale: null,
  admission: {
    tickSeconds: TICK_SECONDS,
    admitPerTick: ADMIT_PER_TICK,
    claimSeconds: 60,
    room: ADMIT_PER_TICK,
    perSecond: PER_SECOND,
    vacant: 0,
  },
  opensAt: OPENING,
  closesAt: "2026-12-02T11:00:00Z",
  admittedPerMinute: PER_SECOND * 60,
  seatsLeft: 10_000_000,
  accessibleUnitsLeft: 0,
  soldOut: [],
  demand: { seatsHeld: 0, undecided: 0, seatsPerPerson: 1 },
  draw: { at: OPENING, commitment: "", seed: "11".repeat(32), lobbySize: 0, presaleLobbySize: null },
  serverTime: OPENING,
  nextPollSeconds: TICK_SECONDS,
});

/**
 * Looks at the public queue of somebody who is admitted after some seconds, the last one included, which shows the turn.
 * @param random 0 to 1: which part of the jitter is taken off each time
 */
export const looksWhileWaiting = (waitSeconds: number, random: number): number => {
  const number = Math.max(1, Math.round(waitSeconds * PER_SECOND));
  let looks = 0;
  for (let second = 0; ; ) {
    const queue = queueAt(second, number);
    looks += 1;
    if (queue.served >= number) return looks;
    second += nextPollSeconds(queue, number, random);
  }
};
