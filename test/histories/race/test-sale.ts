/**
 * A small sale with a few people, on a real engine. Its clock, messages, stream and event bus belong to the history.
 * Import after startTestEnvironment().
 */
import { randomUUID } from "node:crypto";
import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { topUpBalance } from "#functions/balance/top-up-balance.ts";
import type { Performance } from "#functions/catalog/rules/performance.ts";
import { claimPlace, numberArrival } from "#functions/queue/place-store.ts";
import type { VerifiedQueueToken } from "#functions/queue/queue-token.ts";
import { dynamo, tableNamed } from "#functions/shared/dynamodb.ts";
import type { Seconds } from "#functions/shared/time.ts";
import { forEverybody } from "#functions/shared/time-limit.ts";
import type { ItemKey } from "#test/histories/engine/dynamodb-writes.ts";
import type { Guard } from "#test/histories/race/guards.ts";
import { InstrumentedInvocation, type InvocationOptions } from "#test/histories/race/instrumented-invocation.ts";
import { MessagesAndStream } from "#test/histories/race/messages-and-stream.ts";
import { type Snapshot, snapshotOf } from "#test/histories/race/snapshot.ts";
import { type ItemChange, StoredItems } from "#test/histories/race/stored-items.ts";
import { createSale, section } from "#test/integration/support/sale.ts";

const NAMES = ["mina", "jun", "sora"] as const;
export const PRICE = 1000;
/** What a seat costs by its price type. */
export const PRICES = { standard: PRICE, youth: 600 } as const;
export type PriceTypeName = keyof typeof PRICES;
export const HOLD_SECONDS = 60;
export const EXTENSION_SECONDS = 30;
export const LIMITS = { amountMax: 10_000, balanceMax: 20_000 };

export interface Setup {
  readonly people: number;
  readonly seats: number;
  readonly seatLimit: number;
  /** In won, of each person at first. */
  readonly balance: number;
}

export interface SaleOptions {
  /** The guard that is switched off, for a mutation check. */
  readonly guard?: Guard | undefined;
  /** How long bought seats can be cancelled. */
  readonly cancellableSeconds?: number | undefined;
}

export interface Person {
  readonly name: string;
  readonly userId: string;
  /** An admitted queue token. */
  readonly token: VerifiedQueueToken;
}

/** The same for all sales, so that they can be compared. */
const START: Seconds = Math.floor(Date.now() / 1000);

/** What one BatchWriteItem takes. */
const BATCH_MAX = 25;

/** A shard of which people claim their turn as they come. */
const SHARD = 1000;

const NOT_CLAIMED = { claimedAt: undefined, expiresAt: undefined, countedIn: undefined, endedAt: undefined };

const priceTypeOf = (priceType: string, amount: number) => ({
  priceType,
  amount,
  name: { ko: priceType, en: priceType },
  checkedAtDoor: false,
});

export class TestSale {
  /** Whether tries that meet others at an item wait before the next, as they do in service. */
  backsOff = false;
  guard: Guard | undefined;
  /** Everything that belongs to one round of a history was under way at once. */
  round = 0;
  /** A queue for each event. */
  readonly story: string[] = [];
  readonly inTransit = new MessagesAndStream();
  readonly setup: Setup;
  readonly people: Person[] = [];
  readonly items = new StoredItems();
  /** Entries of a ledger that were written more than once. */
  readonly rewrittenEntries: string[] = [];
  #now: Seconds = START;
  #latestClock: Seconds = START;
  readonly #listeners = new Set<() => void>();
  #created: { readonly concertId: string; readonly performance: Performance } | undefined;
  #snapshot: Snapshot | undefined;
  #isSetUp = false;
  /** Keys of what was written since the last read. */
  #unread: ItemKey[] = [];
  #lastRead: Promise<void> = Promise.resolve();
  /** Waits for the last read to end. */
  #nextRead: Promise<void> | undefined;

  private constructor(setup: Setup) {
    this.setup = setup;
  }

  static async open(setup: Setup, { guard, cancellableSeconds = 3600 }: SaleOptions = {}): Promise<TestSale> {
    const sale = new TestSale(setup);
    const invocation = sale.invoke("setup", () => sale.#create(cancellableSeconds));
    await invocation.resume();
    await invocation.result;
    // Nobody watches the setup, so that one read at the end is enough.
    await sale.items.read(sale.#unread.splice(0));
    sale.#isSetUp = true;
    sale.guard = guard;
    return sale;
  }

  async #create(cancellableSeconds: number): Promise<void> {
    const { people, seats, seatLimit, balance } = this.setup;
    this.#created = await createSale({
      sections: [section({ rows: [{ row: "1", from: 1, to: seats }] })],
      prices: [
        { category: "R", types: Object.entries(PRICES).map(([priceType, amount]) => priceTypeOf(priceType, amount)) },
      ],
      seatLimit,
      cancellableUntil: START + cancellableSeconds,
    });
    const { concertId } = this.#created;
    for (const [index, name] of NAMES.slice(0, people).entries()) {
      const userId = `${name}-${randomUUID()}`;
      const join = { concertId, userId, generation: 1, joinedAt: START };
      await numberArrival(join, index + 1);
      const turn = { shard: SHARD, claimedAt: START, expiresAt: START + 3600 };
      await claimPlace({ ...join, arrival: index + 1, ...NOT_CLAIMED }, turn, START + 3600);
      const times = { issuedAt: START, joinedAt: START };
      const token: VerifiedQueueToken = { concertId, userId, generation: 1, status: "ADMITTED", ...times };
      this.people.push({ name, userId, token });
      if (balance > 0) await topUpBalance({ userId, amount: balance, idempotencyKey: "first", ...LIMITS });
    }
  }

  get now(): Seconds {
    return this.#now;
  }

  /** The clock never goes back. */
  set now(time: Seconds) {
    this.#now = Math.max(this.#now, time);
    this.readClock(0);
    for (const listener of this.#listeners) listener();
  }

  /** The time by the clock of a machine that is ahead by an offset. */
  readClock(offset: Seconds): Seconds {
    const time = this.#now + offset;
    this.#latestClock = Math.max(this.#latestClock, time);
    return time;
  }

  /** The latest time that any machine has seen. By that clock, a hold may expire a second before it does by others. */
  get latestClock(): Seconds {
    return this.#latestClock;
  }

  get performance(): Performance {
    if (this.#created === undefined) throw new Error("The sale has not been created.");
    return this.#created.performance;
  }

  get snapshot(): Snapshot {
    this.#snapshot ??= snapshotOf(this.items, this.performance.performanceId);
    return this.#snapshot;
  }

  get seatIds(): readonly string[] {
    return Array.from({ length: this.setup.seats }, (_, index) => `A-1-${index + 1}`);
  }

  person(index: number): Person {
    const person = this.people[index % this.people.length];
    if (person === undefined) throw new Error("The sale has no people.");
    return person;
  }

  /** Adds a queue to the story. */
  note(what: string): void {
    this.story.push(`${`+${this.now - START} s`.padStart(7)}  ${what}`);
  }

  invoke<Result>(
    what: string,
    body: () => Promise<Result>,
    options?: InvocationOptions,
  ): InstrumentedInvocation<Result> {
    return new InstrumentedInvocation(this, what, body, options);
  }

  /** Calls the listener after every write and every move of the clock. @returns what ends that */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Reads items that have been written. There is one read at a time, for all writes that end meanwhile: of two reads
   * that overlap, the one that arrives last may be the older, and show a change that has never happened.
   */
  async noteWritten(keys: readonly ItemKey[]): Promise<void> {
    this.#unread.push(...keys);
    if (!this.#isSetUp) return;
    this.#nextRead ??= this.#lastRead.then(() => {
      this.#nextRead = undefined;
      this.#lastRead = this.#readWritten();
      return this.#lastRead;
    });
    await this.#nextRead;
  }

  async #readWritten(): Promise<void> {
    // The sale reads on after the function that wrote has ended.
    this.#noteChanges(await forEverybody(() => this.items.read(this.#unread.splice(0))));
  }

  /** Deletes its reservations, because the audit of every other sale would read them. */
  async close(): Promise<void> {
    const table = tableNamed("reservations");
    const requests = this.items.in(table).map(({ key: { pk, sk } }) => ({ DeleteRequest: { Key: { pk, sk } } }));
    for (let start = 0; start < requests.length; start += BATCH_MAX) {
      const batch = requests.slice(start, start + BATCH_MAX);
      await dynamo.send(new BatchWriteCommand({ RequestItems: { [table]: batch } }));
    }
  }

  #noteChanges(changes: readonly ItemChange[]): void {
    if (changes.length === 0) return;
    this.#snapshot = undefined;
    this.inTransit.addToStream(changes, this.now);
    for (const { key, before } of changes) {
      if (before !== undefined && key.sk.startsWith("ENTRY#")) this.rewrittenEntries.push(`${key.pk} ${key.sk}`);
    }
    for (const listener of this.#listeners) listener();
  }
}
