/** The model: the use cases in their shortest form, by the pure rules, on a store in memory. */

import type { PlaceStatus } from "#functions/queue/place-status.ts";
import type { VerifiedQueueToken } from "#functions/queue/queue-token.ts";
import { decide, isDueToClose, isNews, shardsOf, turnIn } from "#functions/queue/rules/admission.ts";
import type { Inventory } from "#functions/queue/rules/inventory-limit.ts";
import type { Join } from "#functions/queue/rules/join.ts";
import {
  isDrawn,
  type LaneName,
  laneOf,
  type Place,
  type QueueSettings,
  type QueueState,
} from "#functions/queue/rules/queue-state.ts";
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

export class RulesQueue implements QueueUnderTest {
  readonly concertId: string;
  readonly #store: RulesStore;
  readonly #without: Guard | undefined;

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
      return { kind: "arriving", generation: known.generation, since: known.issuedAt };
    }
    return place === undefined ? { kind: "absent", nextGeneration: 1 } : this.#resolve(queue, place, now);
  }

  async #resolve(queue: QueueState, place: Place, now: Seconds): Promise<PlaceStatus> {
    if (place.endedAt !== undefined) return { kind: "absent", nextGeneration: place.generation + 1 };
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
      const { ended, found } = await this.#store.endPlace(current.place, now);
      if (ended || found === undefined) return current;
      current = await this.#resolve(queue, found, now);
    }
    return current;
  }

  endPlace(place: Place, _reason: string, now: Seconds) {
    return this.#store.endPlace(place, now);
  }

  leaveBeforeArrival(join: Omit<Join, "lane">, now: Seconds): Promise<boolean> {
    return this.#store.startPlace(join, NO_ARRIVAL, now);
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
        const first = await this.#store.takeArrivals(lane, people.size);
        const copies = Array.from(people.values(), ([message]) => message);
        await Promise.all(
          copies.map(async (message, index) => message && this.#store.startPlace(message.join, first + index)),
        );
      }),
    );
    return [];
  }

  async tick(readInventory: () => Promise<Inventory>, clock: Clock, clockId: string): Promise<void> {
    const queue = await this.#readDrawnQueue(clock);
    const now = clock();
    if (queue === undefined || now >= queue.settings.closesAt) return;
    const cohorts = await this.#store.readCohorts(queue);
    const counted = await this.#store.readCounts(cohorts.flatMap(shardsOf));
    const shards = await Promise.all(
      counted.map(async (shard) =>
        isDueToClose(shard, now, TICK_OPTIONS.clockSkewSeconds) ? this.#store.closeShard(shard) : shard,
      ),
    );
    const facts = { now, clockId, queue, shards, inventory: await readInventory() };
    const decision = decide(facts, tickOptions(clockId, this.#without));
    if (isNews(queue, decision)) await this.#store.writeDecision(queue, decision);
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
