/** A store in memory that keeps the conditions of the real one. Each read and each write is atomic. */

import type { Numbering } from "#functions/queue/place-store.ts";
import {
  type CountedShard,
  type Decision,
  type ShardCount,
  shardsOf,
  type Turn,
} from "#functions/queue/rules/admission.ts";
import type { Join } from "#functions/queue/rules/join.ts";
import { type ReserveTake, reserveSize } from "#functions/queue/rules/lobby-reserve.ts";
import {
  type Cohort,
  emptyQueue,
  isDrawn,
  LANE_NAMES,
  type Lane,
  type LaneName,
  laneOf,
  type Place,
  type QueueSettings,
  type QueueState,
} from "#functions/queue/rules/queue-state.ts";
import { tooRecent } from "#functions/queue/rules/rejoin-pause.ts";
import type { Seconds } from "#functions/shared/time.ts";
import { currentInvocation } from "#test/histories/engine/invocation.ts";
import { numberIn } from "#test/histories/queue/drawn-numbers.ts";
import type { Guard } from "#test/histories/queue/guards.ts";
import { type Setup, settingsOf } from "#test/histories/queue/history.ts";
import type { Snapshot } from "#test/histories/queue/queue-under-test.ts";
import { withVacant } from "#test/histories/queue/vacant-shards.ts";

const NOBODY: ShardCount = { claimed: 0, left: 0, closed: false };
/** For shards whose vacant numbers are counted by their reader. */
const UNCHECKED = { vacant: 0 };

export type ClaimResult =
  | { readonly kind: "claimed" | "changed"; readonly place: Place }
  | { readonly kind: "too late" };

export class RulesStore {
  readonly #without: Guard | undefined;
  #queue: QueueState;
  #cohorts: readonly Cohort[] = [];
  readonly #counts = new Map<number, ShardCount>();
  readonly #places = new Map<string, Place>();
  readonly #goneNumbers = new Set<number>();
  readonly #goneArrivals = new Set<number>();
  #snapshot: Snapshot | undefined;

  /** @param without the guard to switch off, for a mutation check */
  constructor(concertId: string, setup: Setup, without: Guard | undefined) {
    this.#without = without;
    const opensAtOnce = setup.opensInSeconds === 0;
    this.#queue = emptyQueue({ concertId, settings: settingsOf(setup), seed: setup.seed, opensAtOnce });
  }

  readQueue(): Promise<QueueState> {
    return read(() => this.#queue);
  }

  readPlace(userId: string): Promise<Place | undefined> {
    return read(() => this.#places.get(userId));
  }

  findCohort(number: number): Promise<Cohort | undefined> {
    return read(() => this.#cohorts.find(({ from, to }) => from <= number && number <= to));
  }

  /** The cohorts that have not been settled. */
  readCohorts({ lanes }: QueueState): Promise<readonly Cohort[]> {
    return read(() => this.#cohorts.filter(({ to }) => to > lanes[laneOf(to)].settledTo));
  }

  readCounts(shards: readonly Cohort[]): Promise<readonly CountedShard[]> {
    return read(() => shards.map((shard) => this.#counted(shard)));
  }

  readPlaces(userIds: readonly string[]): Promise<ReadonlyMap<string, Place>> {
    return read(
      () =>
        new Map(
          userIds.flatMap((userId) => {
            const place = this.#places.get(userId);
            return place === undefined ? [] : [[userId, place] as const];
          }),
        ),
    );
  }

  readGoneNumbers(): Promise<readonly number[]> {
    return read(() => [...this.#goneNumbers]);
  }

  readGoneArrivals(lane: LaneName, drawnTo: number): Promise<readonly number[]> {
    return read(() => [...this.#goneArrivals].filter((arrival) => laneOf(arrival) === lane && arrival <= drawnTo));
  }

  /** @returns the first number taken, and the queue then */
  takeArrivals(lane: LaneName, count: number): Promise<{ readonly first: number; readonly queue: QueueState }> {
    return this.#write(() => {
      const issued = this.#queue.lanes[lane].issued + count;
      this.#changeLane(lane, { issued });
      return { first: issued - count + 1, queue: this.#queue };
    });
  }

  takeReserve(
    queue: QueueState,
    lane: LaneName,
    { lateTo }: ReserveTake,
  ): Promise<{ readonly isTaken: boolean; readonly queue: QueueState }> {
    return this.#write(() => {
      const [before, found] = [queue.lanes[lane], this.#queue.lanes[lane]];
      const isTaken = this.#isMet("reserve", found.lateTo === before.lateTo && found.served === before.served);
      if (isTaken) this.#changeLane(lane, { lateTo });
      return { isTaken, queue: this.#queue };
    });
  }

  startPlace(join: Omit<Join, "lane">, arrival: number, endedAt?: Seconds): Promise<Numbering> {
    return this.#write(() => {
      const before = this.#places.get(join.userId);
      if (this.#isMet("place", this.#mayStart(join) && this.#isLateEnough(join))) {
        this.#start(join, arrival, endedAt);
        return "numbered";
      }
      if (before?.generation !== join.generation) return "refused";
      return before.arrival === arrival ? "numbered" : "unused";
    });
  }

  /** The transaction of functions/queue/take-arrival-back.ts. */
  takeArrivalBack(join: Join, place: Place): Promise<boolean> {
    const { arrival, endedAt, countedIn } = place;
    if (arrival === 0 || endedAt === undefined || countedIn !== undefined) return Promise.resolve(false);
    if (place.generation !== join.generation - 1 || laneOf(arrival) !== join.lane) return Promise.resolve(false);
    return this.#write(() => {
      const found = this.#places.get(join.userId);
      const isAsRead = this.#mayStart(join) && this.#isLateEnough(join) && found?.arrival === arrival;
      if (!isAsRead) return found?.generation === join.generation && found.arrival === arrival;
      if (!this.#isMet("lobby", !isDrawn(this.#queue))) return false;
      this.#start(join, arrival, undefined);
      this.#goneArrivals.delete(arrival);
      return true;
    });
  }

  writeOff(queue: QueueState, arrival: number): Promise<void> {
    return this.#write(() => this.#writeOff(queue, arrival));
  }

  #writeOff(queue: QueueState, arrival: number): void {
    if (this.#without === "gone") return;
    const number = numberIn(queue, arrival);
    if (number === null) this.#goneArrivals.add(arrival);
    else this.#goneNumbers.add(number);
  }

  #mayStart({ userId, generation }: Pick<Join, "userId" | "generation">): boolean {
    const before = this.#places.get(userId);
    if (before === undefined) return generation === 1;
    return before.generation === generation - 1 && before.endedAt !== undefined;
  }

  #isLateEnough(join: Omit<Join, "lane">): boolean {
    const [before, range] = [this.#places.get(join.userId), tooRecent(join)];
    return before === undefined || range === undefined || before.joinedAt < range.from || before.joinedAt > range.to;
  }

  #start({ concertId, userId, generation, joinedAt }: Omit<Join, "lane">, arrival: number, endedAt?: Seconds): void {
    const unclaimed = { claimedAt: undefined, expiresAt: undefined, countedIn: undefined };
    this.#places.set(userId, { concertId, userId, generation, arrival, joinedAt, ...unclaimed, endedAt });
  }

  claimPlace(place: Place, { shard, claimedAt, expiresAt }: Turn): Promise<ClaimResult> {
    return this.#write(() => {
      const found = this.#places.get(place.userId) ?? place;
      const isUnclaimed = this.#isLive(place) && found.claimedAt === undefined;
      if (!this.#isMet("claim", isUnclaimed)) return { kind: "changed", place: found };
      const isOpen = this.#counts.get(shard)?.closed !== true;
      if (!this.#isMet("deadline", isOpen)) return { kind: "too late" };
      const claimed = { claimedAt, expiresAt, countedIn: shard };
      this.#places.set(place.userId, { ...found, ...claimed });
      this.#count(shard, (count) => ({ claimed: count.claimed + 1 }));
      return { kind: "claimed", place: { ...place, ...claimed } };
    });
  }

  endPlace(
    queue: QueueState,
    place: Place,
    now: Seconds,
  ): Promise<{ readonly ended: boolean; readonly found: Place | undefined }> {
    return this.#write(() => {
      const found = this.#places.get(place.userId);
      const isAsRead = this.#isLive(place) && (place.countedIn !== undefined || found?.countedIn === undefined);
      if (!this.#isMet("end", isAsRead)) return { ended: false, found };
      this.#places.set(place.userId, { ...(found ?? place), endedAt: now });
      if (place.countedIn !== undefined) this.#count(place.countedIn, ({ left }) => ({ left: left + 1 }));
      else this.#writeOff(queue, place.arrival);
      return { ended: true, found: undefined };
    });
  }

  closeShard(shard: Cohort): Promise<CountedShard> {
    return this.#write(() => {
      this.#count(shard.to, () => ({ closed: true }));
      return this.#counted(shard);
    });
  }

  drawLobby(queue: QueueState): Promise<void> {
    return this.#write(() => {
      if (!this.#isMet("draw", this.#queue.revision === queue.revision && !isDrawn(this.#queue))) return;
      for (const lane of LANE_NAMES) {
        const { issued } = this.#queue.lanes[lane];
        const drawnTo = issued + reserveSize(queue, lane);
        this.#changeLane(lane, { drawnTo, lateTo: issued, issued: drawnTo });
      }
    });
  }

  writeDecision(
    queue: QueueState,
    { admitted, served, settledTo, vacant, soldOut, stats, pace }: Decision,
  ): Promise<void> {
    return this.#write(() => {
      const isAsRead =
        this.#queue.revision === queue.revision &&
        this.#queue.pace.admittedAt === queue.pace.admittedAt &&
        LANE_NAMES.every((lane) => this.#queue.lanes[lane].served === queue.lanes[lane].served) &&
        LANE_NAMES.every((lane) => this.#queue.lanes[lane].lateTo === queue.lanes[lane].lateTo);
      const isAbsent = admitted.every(({ to }) => this.#cohorts.every((cohort) => cohort.to !== to));
      if (!this.#isMet("decision", isAsRead) || !isAbsent) return;
      for (const lane of LANE_NAMES) {
        this.#changeLane(lane, { served: served[lane], settledTo: settledTo[lane], vacant: vacant[lane] });
      }
      this.#queue = { ...this.#queue, soldOut, stats, pace };
      this.#cohorts = [...this.#cohorts, ...admitted].toSorted((a, b) => a.to - b.to);
    });
  }

  changeSettings(queue: QueueState, settings: QueueSettings, ifNotDrawn: boolean): Promise<boolean> {
    return this.#write(() => {
      const { revision } = this.#queue;
      if (revision !== queue.revision || (ifNotDrawn && isDrawn(this.#queue))) return false;
      this.#queue = { ...this.#queue, settings, revision: revision + 1 };
      return true;
    });
  }

  look(): Snapshot {
    const gone = { numbers: new Set(this.#goneNumbers), arrivals: new Set(this.#goneArrivals) };
    const shards = this.#cohorts.flatMap(shardsOf).map((shard) => this.#counted(shard));
    this.#snapshot ??= {
      queue: this.#queue,
      shards: withVacant(this.#queue, shards, gone),
      places: new Map(this.#places),
      gone,
    };
    return this.#snapshot;
  }

  #write<T>(act: () => T): Promise<T> {
    const write = (): Promise<T> => {
      this.#snapshot = undefined;
      return Promise.resolve(act());
    };
    return currentInvocation()?.call(true, write) ?? write();
  }

  #isMet(guard: Guard, condition: boolean): boolean {
    return condition || this.#without === guard;
  }

  #isLive({ userId, generation }: Place): boolean {
    const found = this.#places.get(userId);
    return found?.generation === generation && found.endedAt === undefined;
  }

  #counted(shard: Cohort): CountedShard {
    return { ...shard, ...(this.#counts.get(shard.to) ?? NOBODY), ...UNCHECKED };
  }

  #count(shard: number, update: (count: ShardCount) => Partial<ShardCount>): void {
    const count = this.#counts.get(shard) ?? NOBODY;
    this.#counts.set(shard, { ...count, ...update(count) });
  }

  #changeLane(lane: LaneName, change: Partial<Lane>): void {
    const { lanes } = this.#queue;
    this.#queue = { ...this.#queue, lanes: { ...lanes, [lane]: { ...lanes[lane], ...change } } };
  }
}

const read = <T>(look: () => T): Promise<T> => {
  const make = () => Promise.resolve(look());
  return currentInvocation()?.call(false, make) ?? make();
};
