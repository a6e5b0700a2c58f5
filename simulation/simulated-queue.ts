/** The queue in memory: the service's rules decide, and each write has the same condition as in the store. */
import {
  ADMITTED_PER_TICK_MAX,
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
import { reserveSize, takeOfReserve } from "#functions/queue/rules/lobby-reserve.ts";
import type { Moment } from "#functions/queue/rules/pace.ts";
import {
  emptyQueue,
  isDrawn,
  LANE_NAMES,
  LANE_START,
  type LaneName,
  laneOf,
  lobbySizeOf,
  type QueueSettings,
  type QueueState,
} from "#functions/queue/rules/queue-state.ts";
import { inOrder, type NumberRange } from "#functions/queue/rules/vacant-numbers.ts";
import type { Seconds } from "#functions/shared/time.ts";

type SimulatedShard = { -readonly [Field in keyof CountedShard]: CountedShard[Field] } & {
  /** The second in which its turn came, by the true clock. */
  readonly servedAt: number;
};

/** Numbers that nobody can claim: those of people who left in time, and of the reserve that nobody has got. */
type VacantSets = Readonly<Record<LaneName, Set<number>>>;

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
  private readonly vacant: VacantSets = { GENERAL: new Set(), PRESALE: new Set() };
  /** Arrivals that were left before the draw. */
  private goneArrivals: readonly number[] = [];
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
      const { issued } = this.queue.lanes[lane];
      const drawnTo = issued + reserveSize(this.queue, lane);
      this.changeLane(lane, { drawnTo, lateTo: issued, issued: drawnTo });
      const lobbySize = lobbySizeOf(this.queue, lane) ?? 0;
      if (lobbySize > 0) this.orders[lane] = drawnOrder({ seed: this.seed, lane, lobbySize });
      for (let arrival = issued + 1; arrival <= drawnTo; arrival += 1) this.writeOff(arrival);
    }
    for (const arrival of this.goneArrivals) this.writeOff(arrival);
  }

  /** Like `takeReserve`. @returns undefined if no arrival is left whose turn is still to come */
  takeOfReserve(lane: LaneName): number | undefined {
    const { lateTo, arrivals } = takeOfReserve(this.queue, lane, 1);
    const [arrival] = arrivals;
    if (arrival === undefined) return undefined;
    this.changeLane(lane, { lateTo });
    this.vacant[lane].delete(this.numberOf(arrival));
    return arrival;
  }

  /** Whether a number of the reserve is left whose turn is still to come. */
  hasReserve(lane: LaneName): boolean {
    const { lateTo = 0, drawnTo = 0, served } = this.queue.lanes[lane];
    for (let arrival = lateTo + 1; arrival <= drawnTo; arrival += 1) if (this.numberOf(arrival) > served) return true;
    return false;
  }

  /** Nobody will claim this arrival. */
  writeOff(arrival: number): void {
    if (!isDrawn(this.queue)) {
      this.goneArrivals = [...this.goneArrivals, arrival];
      return;
    }
    const number = this.numberOf(arrival);
    const lane = laneOf(number);
    if (number > this.queue.lanes[lane].served) this.vacant[lane].add(number);
    else this.shardOf(number).vacant += 1;
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
    const vacant = { GENERAL: this.vacantWaiting("GENERAL"), PRESALE: this.vacantWaiting("PRESALE") };
    const facts = { now, clockId, queue, shards: this.liveShards(), vacant, inventory };
    return { queue, decision: decide(facts, this.options) };
  }

  /** Those among the numbers that a tick could go through. */
  private vacantWaiting(lane: LaneName): readonly number[] {
    const { served, issued } = this.queue.lanes[lane];
    return inOrder([...this.vacant[lane]], { from: served + 1, to: Math.min(issued, served + ADMITTED_PER_TICK_MAX) });
  }

  /** The second half of a tick, with the condition of `writeDecision`. */
  write({ queue: before, decision }: PendingDecision, second: number): boolean {
    const isAsItWas =
      this.queue.revision === before.revision &&
      this.queue.pace.admittedAt === before.pace.admittedAt &&
      LANE_NAMES.every((lane) => this.queue.lanes[lane].served === before.lanes[lane].served) &&
      LANE_NAMES.every((lane) => this.queue.lanes[lane].lateTo === before.lanes[lane].lateTo);
    if (!isAsItWas) return false;
    for (const cohort of decision.admitted) {
      const lane = laneOf(cohort.to);
      const shards = shardsOf(cohort).map((shard) => ({
        ...shard,
        servedAt: second,
        claimed: 0,
        left: 0,
        closed: false,
        vacant: this.takeVacant(lane, shard),
      }));
      this.shards[lane].push(...shards);
    }
    for (const lane of LANE_NAMES) {
      const { served, settledTo, vacant } = decision;
      this.changeLane(lane, { served: served[lane], settledTo: settledTo[lane], vacant: vacant[lane] });
      this.unsettled[lane] = this.indexOf(lane, decision.settledTo[lane] + 1);
    }
    this.queue = { ...this.queue, soldOut: decision.soldOut, stats: decision.stats, pace: decision.pace };
    return true;
  }

  /** Counts the vacant numbers of a new shard, which need not be found again. */
  private takeVacant(lane: LaneName, { from, to }: NumberRange): number {
    let found = 0;
    for (let number = from; number <= to; number += 1) found += Number(this.vacant[lane].delete(number));
    return found;
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
