/** The line of one concert as the rules see it: plain data, no I/O. Times are epoch seconds. */
import { drawnNumber } from "#functions/queue/draw.ts";
import type { Seconds } from "#functions/shared/time.ts";

export interface LineSettings {
  readonly maxActive: number;
  readonly admitPerTick: number;
  readonly claimSeconds: number;
  readonly passSeconds: number;
  readonly paused: boolean;
  readonly opensAt: Seconds;
  readonly closesAt: Seconds;
}

export interface Line {
  readonly concertId: string;
  readonly settings: LineSettings;
  /** Counts the changes of settings. */
  readonly revision: number;
  /** Arrivals given out so far: 1 to issued. */
  readonly issued: number;
  /** The last number admitted. */
  readonly served: number;
  readonly commitment: string;
  readonly seed: string;
  /** How many arrivals were drawn; undefined before the draw. */
  readonly lobbySize: number | undefined;
  readonly soldOut: boolean;
  readonly admittedPerMinute: number;
  /** Every cohort up to this number has expired. */
  readonly settledTo: number;
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
  /** Last number of the cohort it was claimed in. */
  readonly cohort: number | undefined;
  readonly endedAt: Seconds | undefined;
}

export type EndReason = "PAID" | "LEFT" | "EXPIRED";

/** A block of numbers admitted together: from to `to`, both included. Never changed once written. */
export interface Cohort {
  readonly from: number;
  readonly to: number;
  readonly admittedAt: Seconds;
  readonly claimBy: Seconds;
  readonly expiresAt: Seconds;
}

export type LineStatus = "LOBBY" | "OPEN" | "PAUSED" | "SOLD_OUT" | "CLOSED";

export const statusOf = (line: Line, now: Seconds): LineStatus => {
  if (now >= line.settings.closesAt) return "CLOSED";
  if (line.lobbySize === undefined) return "LOBBY";
  if (line.settings.paused) return "PAUSED";
  return line.soldOut ? "SOLD_OUT" : "OPEN";
};

/** The number an arrival stands at: drawn within the lobby, in order of arrival after it; null before the draw. */
export const numberOf = (line: Line, arrival: number): number | null => {
  if (line.lobbySize === undefined) return null;
  return arrival <= line.lobbySize ? drawnNumber(line.seed, line.lobbySize, arrival) : arrival;
};
