/** The queue of one concert: its settings, lanes, places and cohorts, as plain data. Pure. */
import { laneOf as laneOfNumber, PRESALE_START } from "#contract/waiting/place.ts";
import { commitmentOf, drawnNumber, type LaneName } from "#functions/queue/rules/draw.ts";
import type { Seconds } from "#functions/shared/time.ts";

export type { LaneName } from "#contract/waiting/place.ts";

export interface QueueSettings {
  readonly maxActive: number;
  readonly admitPerTick: number;
  readonly claimSeconds: number;
  readonly passSeconds: number;
  readonly paused: boolean;
  readonly opensAt: Seconds;
  readonly closesAt: Seconds;
  /** Members of this group of the identity provider have a lane of their own, with a share of each tick. */
  readonly presale: { readonly group: string; readonly sharePercent: number } | null;
}

/** One lane of a queue. Its numbers begin after LANE_START. */
export interface Lane {
  /** The last arrival given out. */
  readonly issued: number;
  /** The last number admitted. */
  readonly served: number;
  /** The last arrival that was drawn, the reserve included; undefined before the draw. */
  readonly drawnTo?: number | undefined;
  /** The last arrival that somebody of the lobby has; from there to `drawnTo` the reserve is unused (Q12). */
  readonly lateTo?: number | undefined;
  /** Every cohort up to this number has expired. */
  readonly settledTo: number;
  /** How many of the numbers that wait are vacant, as far as the last tick knew. */
  readonly vacant?: number | undefined;
}

export type Lanes = Readonly<Record<LaneName, Lane>>;

/** In the order in which they are listed, drawn and admitted. */
export const LANE_NAMES = ["GENERAL", "PRESALE"] as const satisfies readonly LaneName[];

/** Each lane counts from its own start, so that no two people of a concert share a number (Q2). */
export const LANE_START: Readonly<Record<LaneName, number>> = { GENERAL: 0, PRESALE: PRESALE_START };

/** What the last tick measured, stored with the queue so that watching it needs no other read. */
export interface QueueStats {
  readonly at: Seconds;
  /** Admissions that may be live; never fewer than are. */
  readonly active: number;
  /** How many more people the cap and the seats allow. */
  readonly room: number;
  /** People inside who are expected to take seats yet. */
  readonly undecided: number;
  readonly admittedPerMinute: number;
  readonly seatsLeft: number;
  /** Accessible units that are kept back, and not in `seatsLeft`. */
  readonly accessibleUnitsLeft: number;
  /** Categories of which nobody can take a seat any more. */
  readonly soldOutCategories: readonly string[];
  readonly seatsHeld: number;
  /** Seats taken for each admitted person who has decided. */
  readonly seatsPerPerson: number;
  /** Person-seconds that admissions lasted; older ones count less. */
  readonly stayedSeconds: number;
  /** Admissions that ended; older ones count less. */
  readonly departures: number;
  /** The fraction of an admission that the presale lane is owed, below 1. */
  readonly presaleCredit: number;
  /** Numbers that have been passed over, since they were vacant. */
  readonly skipped: number;
}

/** The admissions that the pace still counts. */
export interface Pace {
  /** When the last of them was, by the clock of the tick that wrote it. */
  readonly admittedAt: Seconds;
  readonly admitted: number;
  readonly clockId: string;
}

/** What is stored of a queue. */
export interface QueueState {
  readonly concertId: string;
  readonly settings: QueueSettings;
  /** Counts the changes of settings. */
  readonly revision: number;
  readonly commitment: string;
  /** Unknown until the draw; then public. Queues stored before seeds had items of their own have it from the start. */
  readonly seed?: string | undefined;
  readonly lanes: Lanes;
  readonly soldOut: boolean;
  readonly stats: QueueStats;
  readonly pace: Pace;
}

/** One user's place. At most one is live at a time; `generation` counts them (Q1). */
export interface Place {
  readonly concertId: string;
  readonly userId: string;
  readonly generation: number;
  readonly arrival: number;
  readonly joinedAt: Seconds;
  readonly claimedAt?: Seconds | undefined;
  readonly expiresAt?: Seconds | undefined;
  /** Once claimed: the last number of the shard that counts it. */
  readonly countedIn?: number | undefined;
  readonly endedAt?: Seconds | undefined;
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

/** The pace before anybody has been admitted. */
export const NO_PACE: Pace = { admittedAt: 0, admitted: 0, clockId: "" };

/** The queue of a new concert. A queue that opens at once has no lobby to draw. */
export const emptyQueue = (
  of: Pick<QueueState, "concertId" | "settings"> & { readonly seed: string; readonly opensAtOnce: boolean },
): QueueState & { readonly seed: string } => {
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
      accessibleUnitsLeft: 0,
      soldOutCategories: [],
      seatsHeld: 0,
      seatsPerPerson: 0,
      stayedSeconds: 0,
      departures: 0,
      presaleCredit: 0,
      skipped: 0,
    },
    pace: NO_PACE,
  };
};

export const isDrawn = ({ lanes }: Pick<QueueState, "lanes">): boolean => lanes.GENERAL.drawnTo !== undefined;

export const statusOf = (queue: QueueState, now: Seconds): QueueStatus => {
  if (now >= queue.settings.closesAt) return "CLOSED";
  if (!isDrawn(queue)) return "LOBBY";
  if (queue.settings.paused) return "PAUSED";
  return queue.soldOut ? "SOLD_OUT" : "OPEN";
};

/** The lane of an arrival or a number. */
export const laneOf: (number: number) => LaneName = laneOfNumber;

/** The lane that a user with these groups joins. */
export const laneFor = ({ settings }: QueueState, groups: readonly string[]): LaneName =>
  settings.presale !== null && groups.includes(settings.presale.group) ? "PRESALE" : "GENERAL";

/** How many people of a lane wait for their turn, as far as is known. People who have left are counted until a tick. */
export const waitingIn = ({ issued, served, vacant = 0 }: Lane): number => Math.max(0, issued - served - vacant);

export const waitingOf = ({ lanes }: QueueState): number => waitingIn(lanes.GENERAL) + waitingIn(lanes.PRESALE);

/** How many people of all lanes have been admitted. */
export const admittedOf = ({ lanes, stats }: QueueState): number =>
  LANE_NAMES.reduce((sum, lane) => sum + lanes[lane].served - LANE_START[lane], 0) - stats.skipped;

/** How many arrivals of a lane were drawn, the reserve included; undefined before the draw. */
export const lobbySizeOf = ({ lanes }: QueueState, lane: LaneName): number | undefined => {
  const { drawnTo } = lanes[lane];
  return drawnTo === undefined ? undefined : drawnTo - LANE_START[lane];
};

/** The number of an arrival: drawn if it was in the lobby, else the arrival itself; null before the draw. */
export const numberOf = (queue: QueueState, arrival: number): number | null => {
  const lane = laneOf(arrival);
  const lobbySize = lobbySizeOf(queue, lane);
  if (lobbySize === undefined) return null;
  const start = LANE_START[lane];
  if (arrival > start + lobbySize) return arrival;
  return start + drawnNumber({ seed: seedOf(queue), lane, lobbySize }, arrival - start);
};

/** @throws Error if the queue has been drawn without its seed, which no write does */
export const seedOf = ({ concertId, seed }: QueueState): string => {
  if (seed === undefined) throw new Error(`The lobby of ${concertId} has been drawn, and its seed is not there.`);
  return seed;
};
