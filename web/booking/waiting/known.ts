/** What a waiting page knows, and how it learns. Pure: nothing here calls or reads a clock. */
import type { Place } from "#client/wait-for-turn.ts";
import type { PublicQueue, QueueStatus } from "#contract/queue.ts";
import { positionOf } from "#contract/waiting/place.ts";

/** How somebody stands towards the queue, as far as the page has heard. */
export type Standing =
  /** Whether there is a place is not known yet. */
  | { readonly kind: "unknown" }
  | { readonly kind: "none"; readonly why: WithoutPlace }
  /** The join is being sent, or was taken and is not numbered yet. */
  | { readonly kind: "joining"; readonly isTaken: boolean }
  | { readonly kind: "lobby"; readonly arrival: number }
  | { readonly kind: "waiting"; readonly number: number }
  /** The number is served, and the turn is being claimed. */
  | { readonly kind: "turn"; readonly number: number }
  | { readonly kind: "admitted"; readonly expiresAtMs: number | null; readonly isFirstSight: boolean };

/** Why somebody has no place. */
export type WithoutPlace =
  | "signed out"
  /** The session ended while they waited. */
  | "signed out again"
  | "not joined"
  | "left"
  /** It was given up on another device, or used up by a payment. */
  | "gone"
  /** The turn came and was not claimed in time. */
  | "missed"
  /** The pass ran out. */
  | "pass ended"
  | "sold out"
  | "closed"
  | "no concert"
  /** Something that this page does not expect. */
  | "failed";

/** Why the last call did not get through. */
export interface Trouble {
  /** "too often": this user has joined and left again and again. */
  readonly kind: "offline" | "unreachable" | "crowded" | "too often";
  readonly againAtMs: number;
  /** Failures in a row. */
  readonly failures: number;
}

/** A look at the queue that came much later than planned, because the device slept or had no connection. */
export interface Absence {
  readonly seconds: number;
  /** People admitted meanwhile in the lane of the place. */
  readonly admitted: number;
  readonly endedAtMs: number;
}

export interface StatusChange {
  readonly from: QueueStatus;
  readonly to: QueueStatus;
  readonly atMs: number;
}

/** How far a number has been seen to come: the people ahead only get fewer. */
export interface Progress {
  readonly number: number;
  /** People ahead when this browser first saw the number. */
  readonly aheadAtFirst: number;
  readonly aheadNow: number;
}

export interface Known {
  readonly standing: Standing;
  /** The newest state of the queue. */
  readonly queue?: PublicQueue;
  readonly progress?: Progress;
  readonly trouble?: Trouble;
  readonly absence?: Absence;
  readonly change?: StatusChange;
  /** When the page looks again, by the service's clock. */
  readonly lookAtMs?: number;
}

export const NOTHING_KNOWN: Known = { standing: { kind: "unknown" } };

/** A look that is later than planned by more than this has missed something worth saying. */
const LATE_MS = 60_000;

const timeOf = (queue: PublicQueue): number => Date.parse(queue.serverTime);

const servedOf = (queue: PublicQueue, number: number): number => {
  const isPresale = positionOf(queue, number).lane === "PRESALE";
  return isPresale ? (queue.presale?.served ?? number) : queue.served;
};

const absenceOf = ({ queue: before, lookAtMs, standing }: Known, queue: PublicQueue): Absence | undefined => {
  if (before === undefined || lookAtMs === undefined || timeOf(queue) - lookAtMs <= LATE_MS) return undefined;
  const number = standing.kind === "waiting" ? standing.number : 0;
  return {
    seconds: Math.round((timeOf(queue) - timeOf(before)) / 1000),
    admitted: Math.max(0, servedOf(queue, number) - servedOf(before, number)),
    endedAtMs: timeOf(queue),
  };
};

/** The people ahead of a number by the newest state, but never more than have been seen before. */
const progressOf = (queue: PublicQueue, number: number, before: Progress | undefined): Progress => {
  const { ahead } = positionOf(queue, number);
  if (before?.number !== number) return { number, aheadAtFirst: ahead, aheadNow: ahead };
  return { ...before, aheadNow: Math.min(before.aheadNow, ahead) };
};

/** Learns a state of the queue. One that is older than the last, as another cache may have it, changes nothing. */
export const withQueue = (known: Known, queue: PublicQueue): Known => {
  const { queue: before } = known;
  const { trouble: _over, ...rest } = known;
  if (before !== undefined && timeOf(queue) < timeOf(before)) return rest;
  const isChanged = before !== undefined && before.status !== queue.status;
  const absence = absenceOf(known, queue);
  return {
    ...rest,
    queue,
    ...(isChanged ? { change: { from: before.status, to: queue.status, atMs: timeOf(queue) } } : {}),
    ...(absence === undefined ? {} : { absence }),
  };
};

export const withStanding = (known: Known, standing: Standing): Known => {
  const { trouble: _over, ...rest } = known;
  return { ...rest, standing };
};

/** Learns a number, or goes on with the one that is known. */
export const withNumber = (known: Known, number: number, first: Progress | undefined): Known => {
  const { queue, progress = first } = known;
  if (queue === undefined) return withStanding(known, { kind: "waiting", number });
  return { ...withStanding(known, { kind: "waiting", number }), progress: progressOf(queue, number, progress) };
};

export const withLook = (known: Known, lookAtMs: number): Known => ({ ...known, lookAtMs });

export const withTrouble = (known: Known, { kind, againAtMs }: Omit<Trouble, "failures">): Known => ({
  ...known,
  trouble: { kind, againAtMs, failures: (known.trouble?.failures ?? 0) + 1 },
});

export const admittedOf = ({ expiresAt }: Place, isFirstSight: boolean): Standing => ({
  kind: "admitted",
  expiresAtMs: expiresAt === null ? null : Date.parse(expiresAt),
  isFirstSight,
});

/** How much of the way is done since this browser first saw the number, from 0 to 1. */
export const doneOf = ({ aheadAtFirst, aheadNow }: Progress): number =>
  aheadAtFirst === 0 ? 1 : (aheadAtFirst - aheadNow) / aheadAtFirst;
