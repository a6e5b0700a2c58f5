/** A queue that histories are played on: what the handlers use of the stores, and a look at what is stored. */

import type { TickOptions } from "#functions/queue/admission-tick.ts";
import type { PlaceStatus } from "#functions/queue/place-status.ts";
import type { VerifiedQueueToken } from "#functions/queue/queue-token.ts";
import type { CountedShard } from "#functions/queue/rules/admission.ts";
import type { Inventory } from "#functions/queue/rules/inventory-limit.ts";
import type { Join } from "#functions/queue/rules/join.ts";
import type { EndReason, LaneName, Place, QueueSettings, QueueState } from "#functions/queue/rules/queue-state.ts";
import type { Seconds } from "#functions/shared/time.ts";

export const TICK_OPTIONS: TickOptions = { drawSettleSeconds: 2, clockSkewSeconds: 2, inventoryPercent: 120 };

/** By how much a clock may be behind or ahead of the true time: two of them differ by clockSkewSeconds at most. */
export const CLOCK_OFFSET_MAX = TICK_OPTIONS.clockSkewSeconds / 2;

/** The arrival of a place whose owner left before it was numbered. */
export const NO_ARRIVAL = 0;

/** All that is stored of a queue, at one moment. */
export interface Snapshot {
  readonly queue: QueueState;
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
  readQueue(): Promise<QueueState>;
  readPlace(userId: string): Promise<Place | undefined>;
  readPlaceStatus(
    queue: QueueState,
    userId: string,
    known: VerifiedQueueToken | undefined,
    now: Seconds,
  ): Promise<PlaceStatus>;
  endIfExpired(queue: QueueState, placeStatus: PlaceStatus, now: Seconds): Promise<PlaceStatus>;
  /** @returns whether it was this that ended it, and if not, the place that was found instead */
  endPlace(place: Place, reason: EndReason, now: Seconds): Promise<{ ended: boolean; found: Place | undefined }>;
  leaveBeforeArrival(join: Omit<Join, "lane">, now: Seconds): Promise<boolean>;
  /** What a batch does that crashes after its first write: numbers that nobody will have. */
  takeArrivals(lane: LaneName, count: number): Promise<unknown>;
  /** @returns the messages that have to come back */
  numberArrivals(joins: readonly SentJoin[]): Promise<readonly string[]>;
  tick(readInventory: () => Promise<Inventory>, now: Seconds): Promise<void>;
  /** @returns whether they were changed, and not refused because the queue has changed since it was read */
  changeSettings(
    queue: QueueState,
    settings: QueueSettings,
    options: { readonly ifNotDrawn: boolean },
  ): Promise<boolean>;
  /** The same object for as long as nothing was written. */
  look(): Promise<Snapshot>;
}

/** The conditions that writes are made on. A positive control takes one of them away. */
export const GUARDS = {
  decision: "a decision is written on the queue that it was made for",
  draw: "a lobby is drawn once",
  place: "a join starts the next place only, and once the one before has ended",
  claim: "a turn is taken up once, by a place that lives",
  deadline: "a claim is made while its shard is open",
  end: "a place ends once",
} as const;

export type Guard = keyof typeof GUARDS;
