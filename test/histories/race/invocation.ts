/** One invocation of a function, whose calls of the store pass a gate that a history opens and closes. */
import { AsyncLocalStorage } from "node:async_hooks";

/** A call of the store, or of another service, that waits at the gate. */
export interface WaitingCall {
  readonly isWrite: boolean;
}

interface PassingCall extends WaitingCall {
  /** Makes the call; never rejects. */
  readonly pass: () => Promise<void>;
}

/** Says whether the next call may pass. May count those that did; whoever was refused is asked about again. */
export type Gate = (call: WaitingCall) => boolean;

/** Before which of its calls, or of its writes, an invocation stands still; the first is 1. */
export interface Stop {
  readonly before: "call" | "write";
  readonly nth: number;
}

export const openGate: Gate = () => true;

/** Lets `calls` calls pass. */
export const gateOf = (calls: number): Gate => {
  let left = calls;
  return () => {
    if (left === 0) return false;
    left -= 1;
    return true;
  };
};

export const gateUntil = ({ before, nth }: Stop): Gate => {
  const counted = gateOf(nth - 1);
  return (call) => (before === "write" && !call.isWrite ? true : counted(call));
};

const running = new AsyncLocalStorage<Invocation<unknown>>();

/** The invocation that the running code belongs to; undefined for whoever only watches. */
export const currentInvocation = (): Invocation<unknown> | undefined => running.getStore();

/** Does something that is no part of the running invocation: what it calls waits at no gate. */
export const outside = <T>(act: () => T): T => running.exit(act);

/**
 * Runs a function up to its first call of the store, and from there as far as it is let go. Its calls pass one at a
 * time, in the order they are made, so that a history always plays the same way. One that is never let go to its end
 * has crashed: none of its code runs any more, as when a machine is lost.
 */
export class Invocation<A> {
  /** What a history is played on, to which it belongs. */
  readonly owner: object;
  /** What it answered, once it has ended. */
  readonly answer: Promise<A>;
  readonly #waiting: PassingCall[] = [];
  #gate: Gate = () => false;
  #isCalling = false;
  #hasEnded = false;
  #hasCrashed = false;
  #stopped = Promise.withResolvers<void>();

  constructor(owner: object, body: () => Promise<A>) {
    this.owner = owner;
    this.answer = running.run(this, async () => {
      const answer = await body();
      this.#hasEnded = true;
      return answer;
    });
  }

  /**
   * Lets it go on until the gate holds a call of it back.
   * @returns whether it has ended
   * @throws what the function throws
   */
  async goOn(gate: Gate = openGate): Promise<boolean> {
    this.#gate = gate;
    this.#stopped = Promise.withResolvers();
    this.#passNext();
    await Promise.race([this.answer, this.#stopped.promise]);
    return this.#hasEnded;
  }

  /** Makes a call when the gate lets it pass. */
  call<T>(isWrite: boolean, make: () => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    this.#waiting.push({ isWrite, pass: () => make().then(resolve, reject) });
    this.#passNext();
    return promise;
  }

  /**
   * The machine is lost at this moment, with the call that is being made: none of the function's code runs any more.
   * @returns what a call ends with whose answer nobody is there to hear
   */
  crash(): Promise<never> {
    this.#hasCrashed = true;
    this.#stopped.resolve();
    return new Promise(() => undefined);
  }

  get hasCrashed(): boolean {
    return this.#hasCrashed;
  }

  async #pass(call: PassingCall): Promise<void> {
    this.#isCalling = true;
    // What carries the call out may make calls of its own.
    await outside(call.pass);
    this.#isCalling = false;
    this.#passNext();
  }

  #passNext(): void {
    const [next] = this.#waiting;
    if (next === undefined || this.#isCalling) return;
    if (!this.#gate(next)) {
      this.#stopped.resolve();
      return;
    }
    this.#waiting.shift();
    void this.#pass(next);
  }
}
