/** One invocation of a function. Its calls of the store wait at a gate, which the history opens and closes. */
import { AsyncLocalStorage } from "node:async_hooks";

/** A call of the store, or of another service, that waits at the gate. */
export interface WaitingCall {
  readonly isWrite: boolean;
}

interface PassingCall extends WaitingCall {
  /** Makes the call; never rejects. */
  readonly pass: () => Promise<void>;
}

/** Says whether the next call may pass. It may count calls: a call that it holds back is offered to the next gate. */
export type Gate = (call: WaitingCall) => boolean;

/** The call, or the write, before which an invocation stops; the first is 1. */
export interface Breakpoint {
  readonly before: "call" | "write";
  readonly nth: number;
}

const openGate: Gate = () => true;

/** Lets this number of calls pass. */
export const nextCalls = (calls: number): Gate => {
  let left = calls;
  return () => {
    if (left === 0) return false;
    left -= 1;
    return true;
  };
};

export const untilBreakpoint = ({ before, nth }: Breakpoint): Gate => {
  const counted = nextCalls(nth - 1);
  return (call) => (before === "write" && !call.isWrite ? true : counted(call));
};

const running = new AsyncLocalStorage<Invocation<unknown>>();

/** The invocation that the running code belongs to; undefined for code that only watches. */
export const currentInvocation = (): Invocation<unknown> | undefined => running.getStore();

/** Does something that does not belong to the running invocation: its calls wait at no gate. */
export const outsideInvocation = <T>(act: () => T): T => running.exit(act);

/**
 * Runs a function up to its first call of the store, and from there as far as its gate lets it. Its calls pass one at a
 * time, in the order they are made, so that a history always runs the same way. An invocation that is never resumed to
 * its end has crashed: none of its code runs any more, as when a machine is lost.
 */
export class Invocation<Result> {
  /** The queue or the sale that its calls belong to. */
  readonly owner: object;
  /** What the function returned. Settles when the invocation has ended. */
  readonly result: Promise<Result>;
  readonly #waiting: PassingCall[] = [];
  #gate: Gate = () => false;
  #isCalling = false;
  #hasEnded = false;
  #hasCrashed = false;
  #stopped = Promise.withResolvers<void>();

  constructor(owner: object, body: () => Promise<Result>) {
    this.owner = owner;
    this.result = running.run(this, async () => {
      const result = await body();
      this.#hasEnded = true;
      return result;
    });
  }

  /**
   * Resumes it until the gate holds a call back; to its end by default.
   * @returns whether it has ended
   * @throws what the function throws
   */
  async resume(gate: Gate = openGate): Promise<boolean> {
    this.#gate = gate;
    this.#stopped = Promise.withResolvers();
    this.#passNext();
    await Promise.race([this.result, this.#stopped.promise]);
    return this.#hasEnded;
  }

  /** Makes a call as soon as the gate lets it pass. */
  call<T>(isWrite: boolean, make: () => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    this.#waiting.push({ isWrite, pass: () => make().then(resolve, reject) });
    this.#passNext();
    return promise;
  }

  /**
   * Loses the machine at this moment, in the middle of a call: none of the function's code runs any more.
   * @returns the promise for that call to return, which never settles
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
    // What carries out the call may make calls of its own.
    await outsideInvocation(call.pass);
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
