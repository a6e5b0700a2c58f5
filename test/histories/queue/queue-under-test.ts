/** A queue that histories run on: what the handlers use of the stores, and a look at what is stored. */

import type { TickOptions } from "#functions/queue/admission-tick.ts";
import type { PlaceStatus } from "#functions/queue/place-status.ts";
import type { VerifiedQueueToken } from "#functions/queue/queue-token.ts";
import type { CountedShard } from "#functions/queue/rules/admission.ts";
import type { Inventory } from "#functions/queue/rules/inventory-limit.ts";
import type { Join } from "#functions/queue/rules/join.ts";
import type { EndReason, LaneName, Place, QueueSettings, QueueState } from "#functions/queue/rules/queue-state.ts";
import type { Clock, Seconds } from "#functions/shared/time.ts";
import type { Guard } from "#test/histories/queue/guards.ts";
import type { Setup } from "#test/histories/queue/history.ts";

export const TICK_OPTIONS: Omit<TickOptions, "clockId"> = {
  tickSeconds: 2,
  drawSettleSeconds: 2,
  clockSkewSeconds: 2,
  inventoryPercent: 120,
};

/** The options of a tick on some clock. Without the guard of the pace, every tick begins a new window. */
export const tickOptions = (clockId: string, without: Guard | undefined): TickOptions =>
  without === "pace"
    ? { ...TICK_OPTIONS, clockId: "any", tickSeconds: 0, clockSkewSeconds: TICK_OPTIONS.clockSkewSeconds }
    : { ...TICK_OPTIONS, clockId };

/** How far a clock may be behind or ahead of the true time: two of them differ by clockSkewSeconds at most. */
export const CLOCK_OFFSET_MAX = TICK_OPTIONS.clockSkewSeconds / 2;

/** The arrival of a place whose owner left before it was numbered. */
export const NO_ARRIVAL = 0;

/** Everything that is stored of a queue at one moment. */
export interface Snapshot {
  readonly queue: QueueState;
  /** Every shard that was ever admitted, in order within each lane. */
  readonly shards: readonly CountedShard[];
  /** The latest place of each user. */
  readonly places: ReadonlyMap<string, Place>;
  readonly gone: GoneArrivals;
}

/** What is written off, in both lanes. */
export interface GoneArrivals {
  readonly numbers: ReadonlySet<number>;
  /** Before the draw. */
  readonly arrivals: ReadonlySet<number>;
}

export interface SentJoin {
  readonly messageId: string;
  readonly join: Join;
  readonly sentAt: Seconds;
}

export interface QueueUnderTest {
  readonly concertId: string;
  readQueue(): Promise<QueueState>;
  readPlace(userId: string): Promise<Place | undefined>;
  resolvePlace(
    queue: QueueState,
    userId: string,
    known: VerifiedQueueToken | undefined,
    now: Seconds,
  ): Promise<PlaceStatus>;
  endIfExpired(queue: QueueState, placeStatus: PlaceStatus, now: Seconds): Promise<PlaceStatus>;
  /** @returns whether this call ended it, and if not, the place that was found instead */
  endPlace(
    queue: QueueState,
    place: Place,
    reason: EndReason,
    now: Seconds,
  ): Promise<{ ended: boolean; found: Place | undefined }>;
  leaveBeforeArrival(join: Omit<Join, "lane">, now: Seconds): Promise<boolean>;
  /** What a batch does that crashes after its first write: it takes numbers that nobody will have. */
  takeArrivals(lane: LaneName, count: number): Promise<unknown>;
  /** @returns the ids of the messages to deliver again */
  numberArrivals(joins: readonly SentJoin[]): Promise<readonly string[]>;
  tick(readInventory: () => Promise<Inventory>, clock: Clock, clockId: string): Promise<void>;
  /** @returns whether they were changed; they are not if the queue has changed since it was read */
  changeSettings(
    queue: QueueState,
    settings: QueueSettings,
    options: { readonly ifNotDrawn: boolean },
  ): Promise<boolean>;
  /** The same object until something is written. */
  look(): Promise<Snapshot>;
}

/** Opens a new queue, for a concert of its own. */
export type OpenQueue = (concertId: string, setup: Setup) => Promise<QueueUnderTest>;
