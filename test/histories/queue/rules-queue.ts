/** The model: the use cases in their shortest form, by the pure rules, on a store in memory. */

import type { PlaceStatus } from "#functions/queue/place-status.ts";
import type { VerifiedQueueToken } from "#functions/queue/queue-token.ts";
import {
  type CountedShard,
  countsVacant,
  decide,
  isDueToClose,
  isNews,
  shardsOf,
  turnIn,
} from "#functions/queue/rules/admission.ts";
import type { Inventory } from "#functions/queue/rules/inventory-limit.ts";
import { isObsolete, type Join } from "#functions/queue/rules/join.ts";
import { isOfLobby, takeOfReserve } from "#functions/queue/rules/lobby-reserve.ts";
import {
  isDrawn,
  LANE_START,
  type LaneName,
  laneOf,
  type Place,
  type QueueSettings,
  type QueueState,
} from "#functions/queue/rules/queue-state.ts";
import { inOrder, vacantIn } from "#functions/queue/rules/vacant-numbers.ts";
import type { Clock, Seconds } from "#functions/shared/time.ts";
import { numberIn } from "#test/histories/queue/drawn-numbers.ts";
import type { Guard } from "#test/histories/queue/guards.ts";
import type { Setup } from "#test/histories/queue/history.ts";
import {
  NO_ARRIVAL,
  type QueueUnderTest,
  type SentJoin,
  type Snapshot,
  TICK_OPTIONS,
  tickOptions,
} from "#test/histories/queue/queue-under-test.ts";
import { RulesStore } from "#test/histories/queue/rules-store.ts";

const ARRIVING_SECONDS_MAX = 60;

const END_TRIES_MAX = 3;
const RESERVE_TRIES_MAX = 5;

export class RulesQueue implements QueueUnderTest {
  readonly concertId: string;
  readonly #store: RulesStore;
  readonly #without: Guard | undefined;
  /** The arrivals of each lane's lobby that were written off before the draw. */
  readonly #lobbies = new Map<LaneName, readonly number[]>();

  /** @param without the guard to switch off, for a mutation check */
  constructor(concertId: string, setup: Setup, without?: Guard) {
    this.concertId = concertId;
    this.#without = without;
    this.#store = new RulesStore(concertId, setup, without);
  }

  readQueue(): Promise<QueueState> {
    return this.#store.readQueue();
  }

  readPlace(userId: string): Promise<Place | undefined> {
    return this.#store.readPlace(userId);
  }

  async resolvePlace(
    queue: QueueState,
    userId: string,
    known: VerifiedQueueToken | undefined,
    now: Seconds,
  ): Promise<PlaceStatus> {
    const place = await this.readPlace(userId);
    const isNewer = known !== undefined && known.generation > (place?.generation ?? 0);
    if (isNewer && known.status === "WAITING" && now - known.issuedAt < ARRIVING_SECONDS_MAX) {
      const { generation, issuedAt, joinedAt } = known;
      return { kind: "arriving", generation, since: issuedAt, joinedAt };
    }
    return place === undefined ? { kind: "absent", nextGeneration: 1 } : this.#resolve(queue, place, now);
  }

  async #resolve(queue: QueueState, place: Place, now: Seconds): Promise<PlaceStatus> {
    if (place.endedAt !== undefined) return { kind: "absent", nextGeneration: place.generation + 1, last: place };
    const number = numberIn(queue, place.arrival);
    if (place.expiresAt !== undefined) {
      return now < place.expiresAt ? { kind: "admitted", place, number } : { kind: "expired", place };
    }
    if (number === null || number > queue.lanes[laneOf(number)].served) return { kind: "waiting", place, number };

    const cohort = await this.#store.findCohort(number);
    const turn = cohort && turnIn(cohort, number, now);
    if (turn === undefined) return { kind: "expired", place };
    const claim = await this.#store.claimPlace(place, turn);
    if (claim.kind === "too late") return { kind: "expired", place };
    if (claim.kind === "changed") return this.#resolve(queue, claim.place, now);
    return { kind: "admitted", place: claim.place, number };
  }

  /** As functions/queue/place-status.ts. */
  async endIfExpired(queue: QueueState, placeStatus: PlaceStatus, now: Seconds): Promise<PlaceStatus> {
    let current = placeStatus;
    for (let attempt = 0; current.kind === "expired" && attempt < END_TRIES_MAX; attempt += 1) {
      const { ended, found } = await this.#store.endPlace(queue, current.place, now);
      if (ended || found === undefined) return current;
      current = await this.#resolve(queue, found, now);
    }
    return current;
  }

  endPlace(queue: QueueState, place: Place, _reason: string, now: Seconds) {
    return this.#store.endPlace(queue, place, now);
  }

  async leaveBeforeArrival(join: Omit<Join, "lane">, now: Seconds): Promise<boolean> {
    return (await this.#store.startPlace(join, NO_ARRIVAL, now)) === "numbered";
  }

  takeArrivals(lane: LaneName, count: number): Promise<unknown> {
    return this.#store.takeArrivals(lane, count);
  }

  async numberArrivals(joins: readonly SentJoin[]): Promise<readonly string[]> {
    const inOrderSent = joins.toSorted((a, b) => a.sentAt - b.sentAt);
    const byLane = Map.groupBy(inOrderSent, ({ join }) => join.lane);
    await Promise.all(
      Array.from(byLane, async ([lane, messages]) => {
        const people = Map.groupBy(messages, ({ join }) => `${join.generation} ${join.userId}`);
        await this.#numberJoins(
          lane,
          Array.from(people.values()).flatMap(([message]) => (message === undefined ? [] : [message.join])),
        );
      }),
    );
    return [];
  }

  /** As functions/queue/number-arrivals.ts. */
  async #numberJoins(lane: LaneName, joins: readonly Join[]): Promise<void> {
    const places = await this.#store.readPlaces(joins.map(({ userId }) => userId));
    const open = joins.filter((join) => !isObsolete(join, places.get(join.userId)));
    const newcomers: Join[] = [];
    const mayHaveOne = open.some(({ userId }) => places.has(userId));
    const isBeforeDraw = mayHaveOne && !isDrawn(await this.readQueue());
    for (const join of open) {
      const place = places.get(join.userId);
      const isBack = isBeforeDraw && place !== undefined && (await this.#store.takeArrivalBack(join, place));
      if (!isBack) newcomers.push(join);
    }
    if (newcomers.length === 0) return;
    const { first, queue } = await this.#store.takeArrivals(lane, newcomers.length);
    const block = newcomers.map((join, index) => ({ join, arrival: first + index }));
    const late = block.filter(
      ({ join, arrival }) => isOfLobby(queue, join) && arrival > (queue.lanes[lane].drawnTo ?? arrival),
    );
    const reserve = late.length === 0 ? [] : await this.#takeReserve(queue, lane, late.length);
    const moved = new Map(late.slice(0, reserve.length).map((each, index) => [each, reserve[index]]));
    for (const { arrival } of moved.keys()) await this.#store.writeOff(queue, arrival);
    const unused: number[] = [];
    for (const each of block) {
      const arrival = moved.get(each) ?? each.arrival;
      if ((await this.#store.startPlace(each.join, arrival)) === "unused") unused.push(arrival);
    }
    for (const arrival of unused) await this.#store.writeOff(queue, arrival);
  }

  async #takeReserve(queue: QueueState, lane: LaneName, wanted: number): Promise<readonly number[]> {
    if (this.#without === "lateJoin") return [];
    let current = queue;
    for (let attempt = 0; attempt < RESERVE_TRIES_MAX; attempt += 1) {
      const take = takeOfReserve(current, lane, wanted);
      if (take.arrivals.length === 0) return [];
      for (const arrival of take.missed) await this.#store.writeOff(current, arrival);
      const { isTaken, queue: now } = await this.#store.takeReserve(current, lane, take);
      if (isTaken) return take.arrivals;
      current = now;
    }
    return [];
  }

  async tick(readInventory: () => Promise<Inventory>, clock: Clock, clockId: string): Promise<void> {
    const queue = await this.#readDrawnQueue(clock);
    const now = clock();
    if (queue === undefined || now >= queue.settings.closesAt) return;
    const cohorts = await this.#store.readCohorts(queue);
    const unchecked = await this.#store.readCounts(cohorts.flatMap(shardsOf));
    const vacant = {
      GENERAL: await this.#readVacant(queue, "GENERAL", unchecked, now),
      PRESALE: await this.#readVacant(queue, "PRESALE", unchecked, now),
    };
    const counted = unchecked.map((shard) => ({ ...shard, vacant: vacantIn(vacant[laneOf(shard.to)], shard) }));
    const shards = await Promise.all(
      counted.map(async (shard) =>
        isDueToClose(shard, now, TICK_OPTIONS.clockSkewSeconds)
          ? { ...(await this.#store.closeShard(shard)), vacant: shard.vacant }
          : shard,
      ),
    );
    const facts = { now, clockId, queue, shards, vacant, inventory: await readInventory() };
    const decision = decide(facts, tickOptions(clockId, this.#without));
    if (isNews(queue, decision)) await this.#store.writeDecision(queue, decision);
  }

  /** As functions/queue/vacant-numbers.ts, which reads a lobby's leavers once for as long as a history lasts. */
  async #readVacant(queue: QueueState, lane: LaneName, shards: readonly CountedShard[], now: Seconds) {
    const { served, issued, drawnTo = 0, lateTo = drawnTo } = queue.lanes[lane];
    const first = shards.find((shard) => laneOf(shard.to) === lane && countsVacant(shard, now));
    const range = { from: first?.from ?? served + 1, to: issued };
    if (range.to < range.from) return [];
    const gone = await this.#store.readGoneNumbers();
    if (drawnTo === LANE_START[lane] || range.from > drawnTo) return inOrder(gone, range);
    const lobby = this.#lobbies.get(lane) ?? (await this.#store.readGoneArrivals(lane, drawnTo));
    this.#lobbies.set(lane, lobby);
    const unused = Array.from({ length: drawnTo - lateTo }, (_, index) => lateTo + 1 + index);
    return inOrder([...gone, ...[...lobby, ...unused].map((arrival) => numberIn(queue, arrival) ?? 0)], range);
  }

  changeSettings(queue: QueueState, settings: QueueSettings, { ifNotDrawn }: { readonly ifNotDrawn: boolean }) {
    return this.#store.changeSettings(queue, settings, ifNotDrawn);
  }

  look(): Promise<Snapshot> {
    return Promise.resolve(this.#store.look());
  }

  async #readDrawnQueue(clock: Clock): Promise<QueueState | undefined> {
    const queue = await this.readQueue();
    if (isDrawn(queue)) return queue;
    if (clock() < queue.settings.opensAt + TICK_OPTIONS.drawSettleSeconds) return undefined;
    await this.#store.drawLobby(queue);
    return this.readQueue();
  }
}
