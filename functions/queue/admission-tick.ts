/** One admission tick of one queue. */
import { closeShard } from "#functions/queue/cohort-store.ts";
import { readCohorts, readCounts } from "#functions/queue/known-cohorts.ts";
import { drawLobby, readQueue, writeDecision } from "#functions/queue/queue-store.ts";
import {
  type AdmissionOptions,
  type CountedShard,
  decide,
  isDueToClose,
  isNews,
  shardsOf,
  sizeOf,
} from "#functions/queue/rules/admission.ts";
import type { Inventory } from "#functions/queue/rules/inventory-limit.ts";
import { isDrawn, type QueueState } from "#functions/queue/rules/queue-state.ts";
import type { Clock, Seconds } from "#functions/shared/time.ts";

export interface TickOptions extends AdmissionOptions {
  /** How long after the opening the lobby is drawn. */
  readonly drawSettleSeconds: number;
  /** Ticks with the same id read the same clock. */
  readonly clockId: string;
}

/** What a tick did, for the log. */
export interface TickResult {
  readonly admitted: number;
  readonly active: number;
  /** When the last decision was stored; undefined if there is none to make. */
  readonly decidedAt: Seconds | undefined;
}

const NOTHING: TickResult = { admitted: 0, active: 0, decidedAt: undefined };

/**
 * The shards of the cohorts that may still have live admissions, with their counts. What has not been read of them is one
 * shard in which everybody counts.
 */
export const readCountedShards = async (queue: QueueState): Promise<readonly CountedShard[]> => {
  const { cohorts, unread } = await readCohorts(queue);
  const shards = cohorts.flatMap(shardsOf);
  const counts = await readCounts(queue.concertId, shards);
  return [...shards, ...unread].map((shard, index) => ({
    claimed: 0,
    left: 0,
    closed: false,
    ...shard,
    ...counts[index],
  }));
};

/**
 * Draws the lobby when it is time, closes the shards whose claims are over, decides who is admitted, and writes the
 * decision. Any number of ticks may run at once or stop between two writes: each write has a condition of its own.
 * @param clock read once the queue has been, so that an admission found there lies in the future only if the clock was
 * set back
 */
export const tick = async (
  concertId: string,
  readInventory: (concertId: string, now: Seconds) => Promise<Inventory>,
  clock: Clock,
  options: TickOptions,
): Promise<TickResult> => {
  const queue = await readDrawnQueue(concertId, clock, options.drawSettleSeconds);
  const now = clock();
  if (queue === undefined || now >= queue.settings.closesAt) return NOTHING;

  const shards = await closeDue(concertId, await readCountedShards(queue), now, options);
  const inventory = await readInventory(concertId, now);
  const decision = decide({ now, clockId: options.clockId, queue, shards, inventory }, options);

  const isWritten = isNews(queue, decision) && (await writeDecision(queue, decision)).kind === "committed";
  const admitted = decision.admitted.reduce((sum, cohort) => sum + sizeOf(cohort), 0);
  return {
    admitted: isWritten ? admitted : 0,
    active: decision.stats.active - (isWritten ? 0 : admitted),
    decidedAt: isWritten ? now : queue.stats.at,
  };
};

/** Shards that one tick closes, the oldest first. After an outage there may be more; those count whole until then. */
const CLOSED_PER_TICK_MAX = 1000;

const closeDue = (
  concertId: string,
  shards: readonly CountedShard[],
  now: Seconds,
  { clockSkewSeconds }: TickOptions,
): Promise<readonly CountedShard[]> => {
  const due = shards.filter((shard) => isDueToClose(shard, now, clockSkewSeconds));
  const closing = new Set(due.slice(0, CLOSED_PER_TICK_MAX));
  return Promise.all(
    shards.map(async (shard) => (closing.has(shard) ? { ...shard, ...(await closeShard(concertId, shard)) } : shard)),
  );
};

const readDrawnQueue = async (
  concertId: string,
  clock: Clock,
  settleSeconds: number,
): Promise<QueueState | undefined> => {
  const queue = await readQueue(concertId);
  if (queue === undefined || isDrawn(queue)) return queue;
  if (clock() < queue.settings.opensAt + settleSeconds) return undefined;
  await drawLobby(queue);
  const drawn = await readQueue(concertId);
  // Another tick may have drawn it, or an operator moved the opening. Nothing else keeps a lobby from being drawn.
  if (drawn !== undefined && !isDrawn(drawn) && drawn.revision === queue.revision) {
    throw new Error(`The lobby of ${concertId} can't be drawn: its seed does not match the published commitment.`);
  }
  return drawn;
};
