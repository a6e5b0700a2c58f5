/** A line that histories are played on: what the handlers use of the stores, and a look at what is stored. */
import type { CountedShard } from "#functions/queue/admission.ts";
import type { TickOptions } from "#functions/queue/admission-tick.ts";
import type { Join } from "#functions/queue/join.ts";
import type { EndReason, LaneName, Line, LineSettings, Place } from "#functions/queue/line.ts";
import type { Pass } from "#functions/queue/queue-token.ts";
import type { Standing } from "#functions/queue/standing.ts";
import type { Stock } from "#functions/queue/stock-limit.ts";
import type { Seconds } from "#functions/shared/time.ts";

export const TICK_OPTIONS: TickOptions = { drawSettleSeconds: 2, clockSkewSeconds: 2, stockPercent: 120 };

/** By how much a clock may be behind or ahead of the true time: two of them differ by clockSkewSeconds at most. */
export const CLOCK_OFFSET_MAX = TICK_OPTIONS.clockSkewSeconds / 2;

/** The arrival of a place whose owner left before it was numbered. */
export const NO_ARRIVAL = 0;

/** All that is stored of a line, at one moment. */
export interface Snapshot {
  readonly line: Line;
  /** Every shard that was ever admitted, in order within each lane. */
  readonly shards: readonly CountedShard[];
  /** The latest place of each user. */
  readonly places: ReadonlyMap<string, Place>;
}

export interface SentJoin {
  readonly messageId: string;
  readonly join: Join;
  readonly sentAt: Seconds;
}

export interface LineUnderTest {
  readonly concertId: string;
  readLine(): Promise<Line>;
  readPlace(userId: string): Promise<Place | undefined>;
  readStanding(line: Line, userId: string, known: Pass | undefined, now: Seconds): Promise<Standing>;
  toldOnce(line: Line, standing: Standing, now: Seconds): Promise<Standing>;
  /** @returns whether it was this that ended it, and if not, the place that was found instead */
  endPlace(place: Place, reason: EndReason, now: Seconds): Promise<{ ended: boolean; found: Place | undefined }>;
  leaveBeforeArrival(join: Omit<Join, "lane">, now: Seconds): Promise<boolean>;
  /** What a batch does that crashes after its first write: numbers that nobody will have. */
  takeArrivals(lane: LaneName, count: number): Promise<unknown>;
  /** @returns the messages that have to come back */
  numberArrivals(joins: readonly SentJoin[]): Promise<readonly string[]>;
  tick(readStock: () => Promise<Stock>, now: Seconds): Promise<void>;
  /** @returns whether they were changed, and not refused because the line has changed since it was read */
  changeSettings(line: Line, settings: LineSettings, options: { readonly ifNotDrawn: boolean }): Promise<boolean>;
  /** The same object for as long as nothing was written. */
  look(): Promise<Snapshot>;
}

/** The conditions that writes are made on. A positive control takes one of them away. */
export const GUARDS = {
  decision: "a decision is written on the line that it was made for",
  draw: "a lobby is drawn once",
  place: "a join starts the next place only, and once the one before has ended",
  claim: "a turn is taken up once, by a place that lives",
  deadline: "a claim is made while its shard is open",
  end: "a place ends once",
} as const;

export type Guard = keyof typeof GUARDS;
