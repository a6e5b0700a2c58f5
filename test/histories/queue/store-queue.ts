/** The queue as it is in service: the stores and use cases on a real engine. Import after startTestEnvironment(). */
import "#test/histories/engine/sdk-interceptor.ts";

import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";
import type { SQSEvent } from "aws-lambda";
import { tick } from "#functions/queue/admission-tick.ts";
import { toOrdinal } from "#functions/queue/gone-store.ts";
import { handler as numberArrivals } from "#functions/queue/handlers/number-arrivals.ts";
import { endIfExpired, endOfPlace, type PlaceStatus, readPlaceStatus } from "#functions/queue/place-status.ts";
import { leaveBeforeArrival, readPlace, toPlace } from "#functions/queue/place-store.ts";
import { changeSettings, newQueue, readQueue, takeArrivals } from "#functions/queue/queue-store.ts";
import type { VerifiedQueueToken } from "#functions/queue/queue-token.ts";
import { type CountedShard, shardsOf } from "#functions/queue/rules/admission.ts";
import type { Inventory } from "#functions/queue/rules/inventory-limit.ts";
import type { Join } from "#functions/queue/rules/join.ts";
import {
  type Cohort,
  type EndReason,
  emptyQueue,
  type LaneName,
  type Place,
  type QueueSettings,
  type QueueState,
} from "#functions/queue/rules/queue-state.ts";
import { dynamo, type Item, itemExists, itemIsAbsent, tableNamed } from "#functions/shared/dynamodb.ts";
import type { Clock, Seconds } from "#functions/shared/time.ts";
import { transact } from "#functions/shared/transaction.ts";
import { alwaysHolding, type ItemKey, keyOf, type Write, writesOf } from "#test/histories/engine/dynamodb-writes.ts";
import { Invocation } from "#test/histories/engine/invocation.ts";
import type { Interceptor, SdkCall } from "#test/histories/engine/sdk-interceptor.ts";
import type { Guard } from "#test/histories/queue/guards.ts";
import { type Setup, settingsOf } from "#test/histories/queue/history.ts";
import {
  type GoneArrivals,
  type QueueUnderTest,
  type SentJoin,
  type Snapshot,
  tickOptions,
} from "#test/histories/queue/queue-under-test.ts";
import { withVacant } from "#test/histories/queue/vacant-shards.ts";

/** Which writes carry the condition of a guard, recognized by what they set. */
const GUARDED: Readonly<Record<Guard, RegExp>> = {
  decision: /\.served = /,
  draw: /\.drawnTo = /,
  place: /\barrival = /,
  claim: /^SET claimedAt = /,
  deadline: /\bADD claimed /,
  end: /^SET endedAt = /,
  /** A rule rather than a condition: see tickOptions. */
  pace: /^$/,
  /** These three are not conditions of an update: see #switchGuardOff. */
  gone: /^$/,
  lobby: /^$/,
  lateJoin: /^$/,
  reserve: /^SET lanes\.#lane\.lateTo = /,
};

/** A condition that never holds. */
const NEVER = `${itemExists} AND ${itemIsAbsent}`;

export class StoreQueue implements QueueUnderTest, Interceptor {
  readonly concertId: string;
  /** Use cases of the queue take the time as a parameter. */
  readonly nowMs = undefined;
  readonly backsOff = false;
  /** What is worth a warning in service happens all the time here. */
  readonly isSilent = true;
  readonly #without: Guard | undefined;
  readonly #items = new Map<string, Item>();
  /** Keys of what was written since the last look. */
  readonly #written = new Map<string, ItemKey>();
  #snapshot: Snapshot | undefined;

  private constructor(concertId: string, without: Guard | undefined) {
    this.concertId = concertId;
    this.#without = without;
  }

  /** @param without the guard to switch off, for a mutation check */
  static async open(concertId: string, setup: Setup, without?: Guard): Promise<StoreQueue> {
    const queue = new StoreQueue(concertId, without);
    const empty = emptyQueue({
      concertId,
      settings: settingsOf(setup),
      seed: setup.seed,
      opensAtOnce: setup.opensInSeconds === 0,
    });
    await new Invocation(queue, () => transact(newQueue(empty))).resume();
    return queue;
  }

  isCached(): boolean {
    return false;
  }

  make({ isWrite, input }: SdkCall, send: () => Promise<unknown>): Promise<unknown> {
    if (isWrite) {
      for (const write of writesOf(input)) {
        this.#switchGuardOff(write);
        const key = keyOf(write);
        this.#written.set(nameOf(key), key);
      }
    }
    return send();
  }

  #switchGuardOff(write: Write): void {
    const { ConditionExpression: condition, UpdateExpression: update = "", Key: key = {} } = write;
    // What is written off is put where nobody looks.
    const isGone = String(key["pk"]).startsWith("GONE#");
    if (this.#without === "gone" && isGone) Object.assign(key, { pk: `NOWHERE#${String(key["pk"])}` });
    if (this.#without === "lobby" && update === "" && condition?.includes("drawnTo")) {
      write.ConditionExpression = alwaysHolding(condition);
    }
    if (this.#without === "lateJoin" && GUARDED.reserve.test(update)) {
      write.ConditionExpression = `(${condition}) AND ${NEVER}`;
    }
    if (this.#without === undefined || condition === undefined || !GUARDED[this.#without].test(update)) return;
    write.ConditionExpression = alwaysHolding(condition);
  }

  async readQueue(): Promise<QueueState> {
    const queue = await readQueue(this.concertId);
    if (queue === undefined) throw new Error(`${this.concertId} has no queue.`);
    return queue;
  }

  readPlace(userId: string): Promise<Place | undefined> {
    return readPlace(this.concertId, userId);
  }

  resolvePlace(queue: QueueState, userId: string, known: VerifiedQueueToken | undefined, now: Seconds) {
    return readPlaceStatus(queue, userId, known, now);
  }

  endIfExpired(queue: QueueState, placeStatus: PlaceStatus, now: Seconds) {
    return endIfExpired(queue, placeStatus, now);
  }

  async endPlace(queue: QueueState, place: Place, reason: EndReason, now: Seconds) {
    const outcome = await transact(endOfPlace(queue, place, reason, now));
    const found = outcome.kind === "refused" ? outcome.found.get("place") : undefined;
    return { ended: outcome.kind === "committed", found: found && toPlace(found) };
  }

  leaveBeforeArrival(join: Omit<Join, "lane">, now: Seconds): Promise<boolean> {
    return leaveBeforeArrival(join, now);
  }

  takeArrivals(lane: LaneName, count: number): Promise<unknown> {
    return takeArrivals(this.concertId, lane, count);
  }

  async numberArrivals(joins: readonly SentJoin[]): Promise<readonly string[]> {
    const records = joins.map(({ messageId, join, sentAt }) => ({
      messageId,
      body: JSON.stringify(join),
      attributes: { SentTimestamp: String(sentAt * 1000) },
    }));
    const { batchItemFailures } = await numberArrivals({ Records: records } as SQSEvent);
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  }

  async tick(readInventory: () => Promise<Inventory>, clock: Clock, clockId: string): Promise<void> {
    await tick(this.concertId, readInventory, clock, tickOptions(clockId, this.#without));
  }

  async changeSettings(queue: QueueState, settings: QueueSettings, options: { ifNotDrawn: boolean }): Promise<boolean> {
    return (await transact([changeSettings(queue, settings, options)])).kind === "committed";
  }

  async look(): Promise<Snapshot> {
    if (this.#snapshot !== undefined && this.#written.size === 0) return this.#snapshot;
    const table = tableNamed("queue");
    const keys = Array.from(this.#written.values(), ({ pk, sk }) => ({ pk, sk }));
    this.#written.clear();
    const found = await dynamo.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } }),
    );
    if (found.UnprocessedKeys?.[table] !== undefined) throw new Error("The engine did not return all items.");
    for (const key of keys) this.#items.delete(nameOf({ table, ...key }));
    for (const item of found.Responses?.[table] ?? [])
      this.#items.set(nameOf(keyOf({ TableName: table, Item: item })), item);
    this.#snapshot = snapshotOf([...this.#items.values()]);
    return this.#snapshot;
  }
}

const nameOf = ({ pk, sk }: ItemKey): string => JSON.stringify([pk, sk]);

const goneOf = (items: readonly Item[]): GoneArrivals => {
  const gone = items.filter(({ pk }) => String(pk).startsWith("GONE#"));
  const ordinals = (kind: string): ReadonlySet<number> =>
    new Set(gone.filter(({ sk }) => String(sk).startsWith(kind)).map(toOrdinal));
  return { numbers: ordinals("NUMBER#"), arrivals: ordinals("ARRIVAL#") };
};

/** Tells items apart by their sort keys. */
const snapshotOf = (items: readonly Item[]): Snapshot => {
  const ofKind = (kind: string) => items.filter((item) => String(item["sk"]).startsWith(kind));
  const [queue] = ofKind("STATE");
  const counts = new Map(ofKind("COUNT").map((item) => [Number(String(item["pk"]).split("#").at(-1)), item]));
  const shards = ofKind("COHORT#")
    .map((item) => item as unknown as Cohort)
    .toSorted((a, b) => a.to - b.to)
    .flatMap(shardsOf)
    .map((shard): CountedShard => {
      const count = counts.get(shard.to);
      return {
        ...shard,
        claimed: Number(count?.["claimed"] ?? 0),
        left: Number(count?.["left"] ?? 0),
        closed: count?.["closed"] === true,
        vacant: 0,
      };
    });
  const places = ofKind("TOKEN").flatMap((item) => toPlace(item) ?? []);
  const gone = goneOf(items);
  return {
    queue: queue as unknown as QueueState,
    shards: withVacant(queue as unknown as QueueState, shards, gone),
    places: new Map(places.map((place) => [place.userId, place])),
    gone,
  };
};
