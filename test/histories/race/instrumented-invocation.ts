/** One invocation of a function in a sale, with its own clock, a count of its calls, and the fault that it meets. */
import { tableNamed } from "#functions/shared/dynamodb.ts";
import { type Gate, Invocation } from "#test/histories/engine/invocation.ts";
import type { Interceptor, SdkCall } from "#test/histories/engine/sdk-interceptor.ts";
import type { Fault } from "#test/histories/race/faults.ts";
import { makeCall } from "#test/histories/race/sale-calls.ts";
import type { TestSale } from "#test/histories/race/test-sale.ts";

/** Layouts never change, so that a function reads each of them once. */
const isLayout = ({ input }: SdkCall): boolean => "TableName" in input && input.TableName === tableNamed("catalog");

/** Read once too. */
const isSigningSecret = ({ name }: SdkCall): boolean => name === "GetSecretValueCommand";

/** What a function shows of seats is kept for a second, and the calls of that second share one read. */
const isWatchedSeats = ({ name, input }: SdkCall): boolean =>
  name === "QueryCommand" &&
  "TableName" in input &&
  input.TableName === tableNamed("seats") &&
  !("ConsistentRead" in input && input.ConsistentRead);

export interface InvocationOptions {
  /** How many seconds its machine's clock is ahead of the true time. */
  readonly clockOffset?: number | undefined;
  readonly fault?: Fault | undefined;
}

export class InstrumentedInvocation<Result> implements Interceptor {
  readonly what: string;
  readonly backsOff: boolean;
  readonly isSilent = true;
  /** The number of calls made so far. */
  calls = 0;
  /** Which of them wrote or sent something; the first is 1. */
  readonly writes: number[] = [];
  /** The number of transactions among them. */
  transactions = 0;
  /** Whether its fault has happened. */
  hasMetFault = false;
  /** The number of its next transactions that meet a conflict, as in a crowd. */
  conflicts = 0;
  readonly #sale: TestSale;
  readonly #clockOffset: number;
  readonly #fault: Fault | undefined;
  readonly #invocation: Invocation<Result>;

  constructor(
    sale: TestSale,
    what: string,
    body: () => Promise<Result>,
    { clockOffset = 0, fault }: InvocationOptions = {},
  ) {
    this.#sale = sale;
    this.what = what;
    this.backsOff = sale.backsOff;
    this.#clockOffset = clockOffset;
    this.#fault = fault;
    this.#invocation = new Invocation<Result>(this, body);
  }

  get nowMs(): number {
    return this.#sale.readClock(this.#clockOffset) * 1000;
  }

  /** What the function returned. Settles when the invocation has ended; never, if its machine was lost. */
  get result(): Promise<Result> {
    return this.#invocation.result;
  }

  get hasCrashed(): boolean {
    return this.#invocation.hasCrashed;
  }

  /** Loses its machine in the middle of a call. @returns the promise for that call to return */
  crash(): Promise<never> {
    return this.#invocation.crash();
  }

  isCached(call: SdkCall): boolean {
    return isSigningSecret(call) || (!call.isWrite && (isLayout(call) || isWatchedSeats(call)));
  }

  make(call: SdkCall, send: () => Promise<unknown>): Promise<unknown> {
    this.calls += 1;
    if (call.isWrite) this.writes.push(this.calls);
    if (call.name.startsWith("TransactWrite")) this.transactions += 1;
    const fault = this.#fault?.nth === this.calls ? this.#fault.kind : undefined;
    if (fault !== undefined) this.hasMetFault = true;
    return makeCall(this.#sale, this, call, send, fault);
  }

  /** @returns whether it is over: it has ended, or its machine is lost */
  async resume(gate?: Gate): Promise<boolean> {
    const hasEnded = await this.#invocation.resume(gate);
    return hasEnded || this.hasCrashed;
  }
}
