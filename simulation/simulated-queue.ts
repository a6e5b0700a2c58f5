/** The queue in memory: the service's rules decide, and each write has the same condition as in the store. */
import {
  type AdmissionOptions,
  type CountedShard,
  type Decision,
  decide,
  isDueToClose,
  shardsOf,
  turnIn,
} from "#functions/queue/rules/admission.ts";
import { drawnOrder } from "#functions/queue/rules/draw.ts";
import type { Inventory } from "#functions/queue/rules/inventory-limit.ts";
import type { Moment } from "#functions/queue/rules/pace.ts";
import {
  emptyQueue,
  LANE_NAMES,
  LANE_START,
  type LaneName,
  laneOf,
  lobbySizeOf,
  type QueueSettings,
  type QueueState,
} from "#functions/queue/rules/queue-state.ts";
import type { Seconds } from "#functions/shared/time.ts";

type SimulatedShard = { -readonly [Field in keyof CountedShard]: CountedShard[Field] } & {
  /** The second in which its turn came, by the true clock. */
  readonly servedAt: number;
};

/** A decision that has been made and not been written yet. */
export interface PendingDecision {
  readonly queue: QueueState;
  readonly decision: Decision;
}

export class SimulatedQueue {
  queue: QueueState;
  private readonly seed: string;
  /** The shards of all cohorts admitted so far, in order, for each lane. */
  private readonly shards: Record<LaneName, SimulatedShard[]> = { GENERAL: [], PRESALE: [] };
  private readonly unsettled: Record<LaneName, number> = { GENERAL: 0, PRESALE: 0 };
  private readonly orders: Partial<Record<LaneName, (arrival: number) => number>> = {};
  private readonly options: AdmissionOptions;

  constructor(settings: QueueSettings, seed: string, options: AdmissionOptions) {
    this.seed = seed;
    this.queue = emptyQueue({ concertId: "con_1", settings, seed, opensAtOnce: false });
    this.options = options;
  }

  /** Like `takeArrivals` of the store. */
  takeArrivals(lane: LaneName, count: number): number {
    const { issued } = this.queue.lanes[lane];
    this.changeLane(lane, { issued: issued + count });
    return issued + 1;
  }

  /** Like `drawLobby`. */
  draw(): void {
    for (const lane of LANE_NAMES) {
      this.changeLane(lane, { drawnTo: this.queue.lanes[lane].issued });
      const lobbySize = lobbySizeOf(this.queue, lane) ?? 0;
      if (lobbySize > 0) this.orders[lane] = drawnOrder({ seed: this.seed, lane, lobbySize });
    }
  }

  /** Like `numberOf`, with the whole order in memory. */
  numberOf(arrival: number): number {
    const lane = laneOf(arrival);
    const { drawnTo = 0 } = this.queue.lanes[lane];
    const order = this.orders[lane];
    const start = LANE_START[lane];
    return arrival > drawnTo || order === undefined ? arrival : start + order(arrival - start);
  }

  /** The shards that a tick reads: the unsettled ones. */
  liveShards(): readonly CountedShard[] {
    return LANE_NAMES.flatMap((lane) => this.shards[lane].slice(this.unsettled[lane]));
  }

  /** The first half of a tick: closes due shards and decides. A tick may crash after this. */
  decide({ now, clockId }: Moment, inventory: Inventory): PendingDecision {
    for (const lane of LANE_NAMES) {
      for (const shard of this.shards[lane].slice(this.unsettled[lane])) {
        if (isDueToClose(shard, now, this.options.clockSkewSeconds)) shard.closed = true;
      }
    }
    const { queue } = this;
    return { queue, decision: decide({ now, clockId, queue, shards: this.liveShards(), inventory }, this.options) };
  }

  /** The second half of a tick, with the condition of `writeDecision`. */
  write({ queue: before, decision }: PendingDecision, second: number): boolean {
    const isAsItWas =
      this.queue.revision === before.revision &&
      this.queue.pace.admittedAt === before.pace.admittedAt &&
      LANE_NAMES.every((lane) => this.queue.lanes[lane].served === before.lanes[lane].served);
    if (!isAsItWas) return false;
    for (const cohort of decision.admitted) {
      const counted = shardsOf(cohort).map((shard) => ({
        ...shard,
        servedAt: second,
        claimed: 0,
        left: 0,
        closed: false,
      }));
      this.shards[laneOf(cohort.to)].push(...counted);
    }
    for (const lane of LANE_NAMES) {
      this.changeLane(lane, { served: decision.served[lane], settledTo: decision.settledTo[lane] });
      this.unsettled[lane] = this.indexOf(lane, decision.settledTo[lane] + 1);
    }
    this.queue = { ...this.queue, soldOut: decision.soldOut, stats: decision.stats, pace: decision.pace };
    return true;
  }

  /** The turn of a number, as seen by a function whose clock shows `now`; undefined if it is over. */
  turnOf(number: number, now: Seconds) {
    const lane = laneOf(number);
    const shard = this.shards[lane][this.indexOf(lane, number)];
    return shard && turnIn(shard, number, now);
  }

  /** When a number was admitted. @throws Error if it was not */
  admittedAt(number: number): Seconds {
    return this.shardOf(number).admittedAt;
  }

  /** The second in which a number's turn came. @throws Error if it has not */
  servedAt(number: number): number {
    return this.shardOf(number).servedAt;
  }

  /** Like the transaction of a claim: succeeds only while the shard is open. */
  claim(number: number): boolean {
    const shard = this.shardOf(number);
    if (shard.closed) return false;
    shard.claimed += 1;
    return true;
  }

  /** Like the transaction of paying or leaving. */
  leave(number: number): void {
    this.shardOf(number).left += 1;
  }

  private shardOf(number: number): SimulatedShard {
    const lane = laneOf(number);
    const shard = this.shards[lane][this.indexOf(lane, number)];
    if (shard === undefined) throw new Error(`The number ${number} has not been admitted.`);
    return shard;
  }

  /** The index at which the shard of a number is, or would be. */
  private indexOf(lane: LaneName, number: number): number {
    const shards = this.shards[lane];
    let [low, high] = [0, shards.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((shards[middle]?.to ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private changeLane(lane: LaneName, change: Partial<QueueState["lanes"][LaneName]>): void {
    const { lanes } = this.queue;
    this.queue = { ...this.queue, lanes: { ...lanes, [lane]: { ...lanes[lane], ...change } } };
  }
}
