/** One admission tick of one queue. */
import { closeShard } from "#functions/queue/cohort-store.ts";
import { readCohorts, readCounts } from "#functions/queue/known-cohorts.ts";
import { drawLobby, readQueue, writeDecision } from "#functions/queue/queue-store.ts";
import {
  ADMITTED_PER_TICK_MAX,
  type AdmissionOptions,
  type CountedShard,
  countsVacant,
  decide,
  isDueToClose,
  isNews,
  shardsOf,
} from "#functions/queue/rules/admission.ts";
import type { Inventory } from "#functions/queue/rules/inventory-limit.ts";
import { isDrawn, type LaneName, laneOf, type QueueState } from "#functions/queue/rules/queue-state.ts";
import { type VacantNumbers, vacantIn } from "#functions/queue/rules/vacant-numbers.ts";
import { readVacant } from "#functions/queue/vacant-numbers.ts";
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

/** Everything stored that a decision is made from, besides the queue. */
interface Occupancy {
  readonly shards: readonly CountedShard[];
  /** In the shards and among the numbers that wait. */
  readonly vacant: VacantNumbers;
}

type UncheckedShard = Omit<CountedShard, "vacant">;

/** The vacant numbers from the first shard for which they count up to the last number that a tick could go through. */
const readVacantOf = (queue: QueueState, lane: LaneName, shards: readonly UncheckedShard[], now: Seconds) => {
  const { served, issued } = queue.lanes[lane];
  const first = shards.find((shard) => laneOf(shard.to) === lane && countsVacant(shard, now));
  return readVacant(queue, { from: first?.from ?? served + 1, to: Math.min(issued, served + ADMITTED_PER_TICK_MAX) });
};

/**
 * The shards of the cohorts that may still have live admissions, with their counts, and the vacant numbers. What has not
 * been read of the cohorts is one shard in which everybody counts who may still claim.
 */
const readOccupancy = async (queue: QueueState, now: Seconds): Promise<Occupancy> => {
  const { cohorts, unread } = await readCohorts(queue);
  const shards = cohorts.flatMap(shardsOf);
  const counts = await readCounts(queue.concertId, shards);
  const counted = [...shards, ...unread].map((shard, index) => ({
    claimed: 0,
    left: 0,
    closed: false,
    ...shard,
    ...counts[index],
  }));
  const [general, presale] = await Promise.all([
    readVacantOf(queue, "GENERAL", counted, now),
    readVacantOf(queue, "PRESALE", counted, now),
  ]);
  const vacant = { GENERAL: general, PRESALE: presale };
  return { shards: counted.map((shard) => ({ ...shard, vacant: vacantIn(vacant[laneOf(shard.to)], shard) })), vacant };
};

/** The shards of the cohorts that may still have live admissions, with their counts. */
export const readCountedShards = async (queue: QueueState, now: Seconds): Promise<readonly CountedShard[]> =>
  (await readOccupancy(queue, now)).shards;

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

  const { shards: found, vacant } = await readOccupancy(queue, now);
  const shards = await closeDue(concertId, found, now, options);
  const inventory = await readInventory(concertId, now);
  const decision = decide({ now, clockId: options.clockId, queue, shards, vacant, inventory }, options);

  const isWritten = isNews(queue, decision) && (await writeDecision(queue, decision)).kind === "committed";
  return {
    admitted: isWritten ? decision.people : 0,
    active: decision.stats.active - (isWritten ? 0 : decision.people),
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
