/** The queue of one concert as the rules see it: plain data, no I/O. Times are epoch seconds. */
import { commitmentOf, drawnNumber, type LaneName } from "#functions/queue/rules/draw.ts";
import type { Seconds } from "#functions/shared/time.ts";

export type { LaneName } from "#functions/queue/rules/draw.ts";

export interface QueueSettings {
  readonly maxActive: number;
  readonly admitPerTick: number;
  readonly claimSeconds: number;
  readonly passSeconds: number;
  readonly paused: boolean;
  readonly opensAt: Seconds;
  readonly closesAt: Seconds;
  /** Holders of this group of the identity provider stand in a lane of their own, with a share of each tick. */
  readonly presale: { readonly group: string; readonly sharePercent: number } | null;
}

/** One lane of a queue. Its numbers begin after LANE_START. */
export interface Lane {
  /** The last arrival given out. */
  readonly issued: number;
  /** The last number admitted. */
  readonly served: number;
  /** The last arrival that was in the lobby and so was drawn; undefined before the draw. */
  readonly drawnTo?: number | undefined;
  /** Every cohort up to this number has expired. */
  readonly settledTo: number;
}

export type Lanes = Readonly<Record<LaneName, Lane>>;

/** In this order they are told and drawn. */
export const LANE_NAMES = ["GENERAL", "PRESALE"] as const satisfies readonly LaneName[];

/** The lanes count apart but never alike, so that no two people of a concert share a number (Q2). */
export const LANE_START: Readonly<Record<LaneName, number>> = { GENERAL: 0, PRESALE: 1_000_000_000 };

/** What the last tick updateStay, kept with the queue so that whoever watches it needs no other read. */
export interface QueueStats {
  readonly at: Seconds;
  /** Live admissions, never fewer than there are. */
  readonly active: number;
  /** How many more might come in, for all that the cap and the seats allow. */
  readonly room: number;
  /** People inside who can be expected to take seats still. */
  readonly undecided: number;
  readonly admittedPerMinute: number;
  readonly seatsLeft: number;
  readonly seatsHeld: number;
  /** Seats taken for each person who was admitted and has decided. */
  readonly seatsPerPerson: number;
  /** Person-seconds that admissions lasted and how many of them ended, both fading with time. */
  readonly stayedSeconds: number;
  readonly departures: number;
  /** Part of a place that the presale lane has not had yet, below 1. */
  readonly presaleCredit: number;
}

export interface QueueState {
  readonly concertId: string;
  readonly settings: QueueSettings;
  /** Counts the changes of settings. */
  readonly revision: number;
  readonly commitment: string;
  readonly seed: string;
  readonly lanes: Lanes;
  readonly soldOut: boolean;
  readonly stats: QueueStats;
}

/** One user's place. At most one lives at a time; `generation` counts them. */
export interface Place {
  readonly concertId: string;
  readonly userId: string;
  readonly generation: number;
  readonly arrival: number;
  readonly joinedAt: Seconds;
  readonly claimedAt: Seconds | undefined;
  readonly expiresAt: Seconds | undefined;
  /** Once claimed: the last number of the shard that it is counted in. */
  readonly countedIn: number | undefined;
  readonly endedAt: Seconds | undefined;
}

export type EndReason = "PAID" | "LEFT" | "EXPIRED";

/** A block of numbers admitted together: from `from` to `to`, both included. Never changed once written. */
export interface Cohort {
  readonly from: number;
  readonly to: number;
  readonly admittedAt: Seconds;
  readonly claimBy: Seconds;
  readonly expiresAt: Seconds;
}

export type QueueStatus = "LOBBY" | "OPEN" | "PAUSED" | "SOLD_OUT" | "CLOSED";

const emptyLane = (lane: LaneName, isDrawn: boolean): Lane => {
  const start = LANE_START[lane];
  return { issued: start, served: start, settledTo: start, drawnTo: isDrawn ? start : undefined };
};

/** The queue of a new concert. One that opens at once has no lobby to draw. */
export const emptyQueue = (
  of: Pick<QueueState, "concertId" | "settings" | "seed"> & { readonly opensAtOnce: boolean },
): QueueState => {
  const { opensAtOnce, ...queue } = of;
  return {
    ...queue,
    revision: 0,
    commitment: commitmentOf(queue.seed),
    lanes: { GENERAL: emptyLane("GENERAL", opensAtOnce), PRESALE: emptyLane("PRESALE", opensAtOnce) },
    soldOut: false,
    stats: {
      at: 0,
      active: 0,
      room: 0,
      undecided: 0,
      admittedPerMinute: 0,
      seatsLeft: 0,
      seatsHeld: 0,
      seatsPerPerson: 0,
      stayedSeconds: 0,
      departures: 0,
      presaleCredit: 0,
    },
  };
};

export const isDrawn = ({ lanes }: QueueState): boolean => lanes.GENERAL.drawnTo !== undefined;

export const statusOf = (queue: QueueState, now: Seconds): QueueStatus => {
  if (now >= queue.settings.closesAt) return "CLOSED";
  if (!isDrawn(queue)) return "LOBBY";
  if (queue.settings.paused) return "PAUSED";
  return queue.soldOut ? "SOLD_OUT" : "OPEN";
};

/** The lane that an arrival or a number is of. */
export const laneOf = (number: number): LaneName => (number > LANE_START.PRESALE ? "PRESALE" : "GENERAL");

/** The lane that a user of these groups stands in. */
export const laneFor = ({ settings }: QueueState, groups: readonly string[]): LaneName =>
  settings.presale !== null && groups.includes(settings.presale.group) ? "PRESALE" : "GENERAL";

/** How many of a lane wait for their turn; who has left is counted until then. */
export const waitingIn = ({ issued, served }: Lane): number => issued - served;

export const waitingOf = ({ lanes }: QueueState): number => waitingIn(lanes.GENERAL) + waitingIn(lanes.PRESALE);

/** How many numbers have been admitted, of all lanes. */
export const admittedOf = ({ lanes }: QueueState): number =>
  LANE_NAMES.reduce((sum, lane) => sum + lanes[lane].served - LANE_START[lane], 0);

/** How many people of a lane were drawn; undefined before the draw. */
export const lobbySizeOf = ({ lanes }: QueueState, lane: LaneName): number | undefined => {
  const { drawnTo } = lanes[lane];
  return drawnTo === undefined ? undefined : drawnTo - LANE_START[lane];
};

/** The number an arrival stands at: drawn within its lobby, in order of arrival after it; null before the draw. */
export const numberOf = (queue: QueueState, arrival: number): number | null => {
  const lane = laneOf(arrival);
  const lobbySize = lobbySizeOf(queue, lane);
  if (lobbySize === undefined) return null;
  const start = LANE_START[lane];
  if (arrival > start + lobbySize) return arrival;
  return start + drawnNumber({ seed: queue.seed, lane, lobbySize }, arrival - start);
};
