/** One invocation of a function in a world, and what it may have seen there. */
import { tableNamed } from "#functions/shared/dynamodb.ts";
import type { Fault } from "#test/histories/race/faults.ts";
import { type Gate, Invocation, openGate } from "#test/histories/race/invocation.ts";
import type { Command, Surroundings } from "#test/histories/race/sdk-interceptor.ts";
import type { World } from "#test/histories/race/test-sale.ts";

/** Layouts never change, so that a function reads each once. */
const KEPT_TABLES: ReadonlySet<string> = new Set([tableNamed("catalog")]);

export interface RunOptions {
  /** Seconds that its machine's clock is ahead of the world's. */
  readonly clockOffset?: number | undefined;
  readonly fault?: Fault | undefined;
}

export class Run<A> implements Surroundings {
  readonly what: string;
  readonly invocation: Invocation<A>;
  readonly backsOff: boolean;
  /** Calls made so far. */
  calls = 0;
  /** Which of them were writes, or sent something. */
  readonly writes: number[] = [];
  /** Transactions among them. */
  transactions = 0;
  /** Whether the fault it was meant to meet has happened. */
  hasFailed = false;
  /** Transactions that are still to meet a conflict, as those of a crowd do. */
  conflicts = 0;
  readonly #world: World;
  readonly #clockOffset: number;
  readonly #fault: Fault | undefined;

  constructor(world: World, what: string, body: () => Promise<A>, { clockOffset = 0, fault }: RunOptions = {}) {
    this.#world = world;
    this.what = what;
    this.backsOff = world.backsOff;
    this.#clockOffset = clockOffset;
    this.#fault = fault;
    this.invocation = new Invocation<A>(this, body);
  }

  get nowMs(): number {
    return this.#world.lookAtClock(this.#world.now + this.#clockOffset) * 1000;
  }

  isKept({ isWrite, input }: Command): boolean {
    return !isWrite && "TableName" in input && KEPT_TABLES.has(String(input.TableName));
  }

  make(command: Command, send: () => Promise<unknown>): Promise<unknown> {
    this.calls += 1;
    if (command.isWrite) this.writes.push(this.calls);
    if (command.name.startsWith("TransactWrite")) this.transactions += 1;
    const fault = this.#fault?.nth === this.calls ? this.#fault.kind : undefined;
    if (fault !== undefined) this.hasFailed = true;
    return this.#world.make(this, command, send, fault);
  }

  /** @returns whether it is over: it has ended, or its machine is lost */
  async goOn(gate: Gate = openGate): Promise<boolean> {
    const hasEnded = await this.invocation.goOn(gate);
    return hasEnded || this.invocation.hasCrashed;
  }

  /** Runs it to its end. @returns its answer, or nothing if its machine was lost */
  async toEnd(): Promise<A | undefined> {
    await this.goOn();
    return this.invocation.hasCrashed ? undefined : await this.invocation.answer;
  }
}
