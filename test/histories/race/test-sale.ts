/**
 * A small sale with a few people, on a real engine, whose clock, queue, stream and bus are in the hands of the history.
 * Import after startTestEnvironment().
 */
import { randomUUID } from "node:crypto";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { charge } from "#functions/balance/charge.ts";
import type { Performance } from "#functions/concerts/catalog-store.ts";
import { claimPlace, numberArrival } from "#functions/queue/place-store.ts";
import type { Pass } from "#functions/queue/queue-token.ts";
import { dynamo, tableNamed } from "#functions/shared/dynamodb.ts";
import type { Seconds } from "#functions/shared/time.ts";
import { type ItemKey, keyOf, transactItems, writesOf } from "#test/histories/engine/dynamodb-writes.ts";
import { type FaultKind, noAnswer } from "#test/histories/race/faults.ts";
import { bend, type Guard, sendInPieces } from "#test/histories/race/guards.ts";
import { Run, type RunOptions } from "#test/histories/race/instrumented-invocation.ts";
import { Mail } from "#test/histories/race/messages-and-stream.ts";
import type { Command } from "#test/histories/race/sdk-interceptor.ts";
import { type Snapshot, snapshotOf } from "#test/histories/race/snapshot.ts";
import { type ItemChange, StoredItems } from "#test/histories/race/stored-items.ts";
import { createSale, section } from "#test/integration/support/sale.ts";

export const NAMES = ["mina", "jun", "sora"] as const;
export const PRICE = 1000;
export const HOLD_SECONDS = 60;
export const EXTENSION_SECONDS = 30;
export const LIMITS = { amountMax: 10_000, balanceMax: 20_000 };

export interface Setup {
  readonly people: number;
  readonly seats: number;
  readonly seatLimit: number;
  /** Won that each has at first. */
  readonly balance: number;
}

export interface Person {
  readonly name: string;
  readonly userId: string;
  readonly pass: Pass;
}

/** One for all worlds, so that they can be compared. */
const START: Seconds = Math.floor(Date.now() / 1000);

/** What one BatchWriteItem takes. */
const BATCH_MAX = 25;

/** A shard whose people take up their turn as they come. */
const SHARD = 1000;

export class World {
  #now: Seconds = START;
  #furthest: Seconds = START;
  /** Whether those who meet others at an item wait before another try, as they do in service. */
  backsOff = false;
  guard: Guard | undefined;
  /** What belongs to one round was under way at once. */
  round = 0;
  /** A line for each thing that happened. */
  readonly story: string[] = [];
  readonly mail = new Mail();
  readonly setup: Setup;
  readonly people: Person[] = [];
  /** Entries of a ledger that were written more than once. */
  readonly rewritten: string[] = [];
  readonly #items = new StoredItems();
  readonly #watchers = new Set<() => void>();
  #sale: { readonly concertId: string; readonly performance: Performance } | undefined;
  #snapshot: Snapshot | undefined;
  /** What was written while the world was made. */
  #written: ItemKey[] | undefined = [];

  private constructor(setup: Setup) {
    this.setup = setup;
  }

  /** @param cancellable seconds for which what was bought can be given back */
  static async open(setup: Setup, options: { readonly guard?: Guard | undefined; readonly cancellable?: number } = {}) {
    const world = new World(setup);
    await world.run("setup", () => world.#begin(options.cancellable ?? 3600)).toEnd();
    // Nobody looks at a world that is being made, so that one look at the end is enough.
    const written = world.#written;
    world.#written = undefined;
    await world.#items.look(written);
    world.guard = options.guard;
    return world;
  }

  async #begin(cancellable: number): Promise<void> {
    const { people, seats, seatLimit, balance } = this.setup;
    this.#sale = await createSale({
      sections: [section({ price: PRICE, rows: [{ row: "1", from: 1, to: seats }] })],
      seatLimit,
      cancellableUntil: START + cancellable,
    });
    const { concertId } = this.#sale;
    for (const [index, name] of NAMES.slice(0, people).entries()) {
      const userId = `${name}-${randomUUID()}`;
      const join = { concertId, userId, generation: 1, joinedAt: START };
      await numberArrival(join, index + 1);
      const turn = { shard: SHARD, claimedAt: START, expiresAt: START + 3600 };
      await claimPlace({ ...join, arrival: index + 1, ...NOT_CLAIMED }, turn, START + 3600);
      const pass: Pass = { concertId, userId, generation: 1, status: "ADMITTED", issuedAt: START };
      this.people.push({ name, userId, pass });
      if (balance > 0) await charge({ userId, amount: balance, idempotencyKey: "first", ...LIMITS });
    }
  }

  get now(): Seconds {
    return this.#now;
  }

  /** The clock never goes back. */
  set now(time: Seconds) {
    this.#now = Math.max(this.#now, time);
    this.lookAtClock(this.#now);
    for (const watcher of this.#watchers) watcher();
  }

  /** The time by the clock that is furthest ahead: by that one a hold may be over a second before it is by others. */
  get furthest(): Seconds {
    return this.#furthest;
  }

  /** A machine looks at its clock. */
  lookAtClock(time: Seconds): Seconds {
    this.#furthest = Math.max(this.#furthest, time);
    return time;
  }

  get performance(): Performance {
    if (this.#sale === undefined) throw new Error("The sale has not begun.");
    return this.#sale.performance;
  }

  get snapshot(): Snapshot {
    this.#snapshot ??= snapshotOf(this.#items, this.performance.performanceId);
    return this.#snapshot;
  }

  get items(): StoredItems {
    return this.#items;
  }

  get seatIds(): readonly string[] {
    return Array.from({ length: this.setup.seats }, (_, index) => `A-1-${index + 1}`);
  }

  nameOf(userId: string): string {
    return this.people.find((person) => person.userId === userId)?.name ?? userId;
  }

  person(index: number): Person {
    const person = this.people[index % this.people.length];
    if (person === undefined) throw new Error("There is nobody.");
    return person;
  }

  tell(what: string): void {
    this.story.push(`${`+${this.now - START} s`.padStart(7)}  ${what}`);
  }

  run<A>(what: string, body: () => Promise<A>, options?: RunOptions): Run<A> {
    return new Run(this, what, body, options);
  }

  /** Is told whenever something has been written, until the returned function is called. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Makes a call, or lets it go wrong. */
  async make(
    run: Run<unknown>,
    command: Command,
    send: () => Promise<unknown>,
    fault: FaultKind | undefined,
  ): Promise<unknown> {
    if (fault === "crash before") return run.invocation.crash();
    const isTransaction = transactItems(command.input) !== undefined;
    if (isTransaction && run.conflicts > 0) {
      run.conflicts -= 1;
      throw conflict(command.input);
    }
    // As the SDK does: the repeat of a transaction is known by its token.
    if (isTransaction && fault === "sent twice") Object.assign(command.input, { ClientRequestToken: randomUUID() });
    if (this.guard && command.isWrite) for (const write of writesOf(command.input)) bend(write, this.guard);
    if (fault === "sent twice") await this.#carryOut(command, send, fault);
    const result = await this.#carryOut(command, send, fault);
    if (fault === "crash after") return run.invocation.crash();
    if (fault === "no answer") throw noAnswer();
    return result;
  }

  async #carryOut(command: Command, send: () => Promise<unknown>, fault: FaultKind | undefined): Promise<unknown> {
    if (command.name === "SendMessageCommand") return this.mail.send(command.input, this.now);
    if (command.name === "PutEventsCommand") return { Entries: [] };
    if (!command.isWrite) return send();
    const writes = writesOf(command.input);
    if (writes.length === 0) throw new Error(`The suite does not know what ${command.name} does.`);
    const { guard } = this;
    try {
      if (guard?.splits && writes.length > 1 && writes.some(guard.isOn)) {
        const items = transactItems(command.input) ?? [];
        // Of a transaction in pieces a crash leaves the first half.
        return await sendInPieces(fault === "crash after" ? items.slice(0, Math.ceil(items.length / 2)) : items);
      }
      return await send();
    } finally {
      const keys = writes.map(keyOf);
      if (this.#written) this.#written.push(...keys);
      else this.#note(await this.#items.look(keys));
    }
  }

  /** Takes its reservations away, which the audit of every other world would go through. */
  async close(): Promise<void> {
    const table = tableNamed("reservations");
    const requests = this.#items.in(table).map(({ key: { pk, sk } }) => ({ DeleteRequest: { Key: { pk, sk } } }));
    for (let start = 0; start < requests.length; start += BATCH_MAX) {
      const batch = requests.slice(start, start + BATCH_MAX);
      await dynamo.send(new BatchWriteCommand({ RequestItems: { [table]: batch } }));
    }
  }

  /** Looks at everything again: after calls that were made at once, the last look at an item may be an old one. */
  async lookAgain(): Promise<void> {
    this.#note(await this.#items.look());
  }

  #note(changes: readonly ItemChange[]): void {
    if (changes.length === 0) return;
    this.#snapshot = undefined;
    this.mail.note(changes, this.now);
    for (const { key, before } of changes) {
      if (before !== undefined && key.sk.startsWith("ENTRY#")) this.rewritten.push(`${key.pk} ${key.sk}`);
    }
    for (const watcher of this.#watchers) watcher();
  }
}

const NOT_CLAIMED = { claimedAt: undefined, expiresAt: undefined, countedIn: undefined, endedAt: undefined };

const conflict = (input: object): TransactionCanceledException =>
  new TransactionCanceledException({
    message: "Transaction cancelled, please refer cancellation reasons for specific reasons [TransactionConflict]",
    $metadata: { httpStatusCode: 400 },
    CancellationReasons: (transactItems(input) ?? []).map((_, index) => ({
      Code: index === 0 ? "TransactionConflict" : "None",
    })),
  });
