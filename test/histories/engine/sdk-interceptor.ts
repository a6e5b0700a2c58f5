/**
 * Takes over what the code under test depends on: every call of an AWS service, the clock, random numbers, waits and
 * the log. It does so for invocations whose owner is an interceptor, whatever calls they make and whichever service
 * those go to; the rest of the process is left alone. Import it before anything that makes a client of the SDK.
 */
import { SQSClient } from "@aws-sdk/client-sqs";
import { currentInvocation, outsideInvocation } from "#test/histories/engine/invocation.ts";

/** A call of the SDK. */
export interface SdkCall {
  /** Of its command, such as "TransactWriteCommand". */
  readonly name: string;
  readonly isWrite: boolean;
  readonly input: object;
}

/** The owner of an invocation that decides what becomes of its calls. */
export interface Interceptor {
  /** What the clock of the invocation's machine shows; the real time if undefined. */
  readonly nowMs: number | undefined;
  /** Whether waits and random numbers are real. If not, a wait takes no time, and every random number is 0. */
  readonly backsOff: boolean;
  /** Whether the log is thrown away. */
  readonly isSilent: boolean;
  /** Whether the function keeps what a call reads from one invocation to the next, so that several share one read. */
  readonly isCached: (call: SdkCall) => boolean;
  /** Makes a call, or lets it fail. */
  readonly make: (call: SdkCall, send: () => Promise<unknown>) => Promise<unknown>;
}

const currentInterceptor = (): Interceptor | undefined => {
  const owner = currentInvocation()?.owner;
  return owner !== undefined && "make" in owner ? (owner as Interceptor) : undefined;
};

interface SdkCommand {
  readonly constructor: { readonly name: string };
  readonly input: object;
}

type Send = (this: unknown, command: SdkCommand, ...rest: readonly unknown[]) => Promise<unknown>;

/** All clients of the SDK share one `send`, so that a call of a service that nobody thought of here passes too. */
const client = Object.getPrototypeOf(SQSClient.prototype) as { send: Send };
const { send } = client;
client.send = function sendIntercepted(command, ...rest) {
  const invocation = currentInvocation();
  const interceptor = currentInterceptor();
  const sendNow = (): Promise<unknown> => send.call(this, command, ...rest);
  if (invocation === undefined || interceptor === undefined) return sendNow();
  const { name } = command.constructor;
  const isWrite = !/^(Get|BatchGet|Query|Scan)/.test(name);
  const call = { name, isWrite, input: command.input };
  // A shared read waits at no gate: else one invocation would be stuck because another one has been stopped.
  return interceptor.isCached(call)
    ? outsideInvocation(sendNow)
    : invocation.call(isWrite, () => interceptor.make(call, sendNow));
};

const { now } = Date;
Date.now = () => currentInterceptor()?.nowMs ?? now();

/** The machine of an invocation measures durations by the same clock. */
const monotonicNow = performance.now.bind(performance);
performance.now = () => currentInterceptor()?.nowMs ?? monotonicNow();

/** The order of events is up to the history, not to random numbers or waits. */
const { random } = Math;
Math.random = () => (currentInterceptor()?.backsOff === false ? 0 : random());

/** Longer waits are deadlines, such as those of a handler. */
const WAIT_MS_MAX = 60_000;
const { setTimeout: startTimer } = globalThis;
const startShortTimer = (act: (...args: readonly unknown[]) => void, ms = 0, ...args: readonly unknown[]) =>
  startTimer(act, currentInterceptor()?.backsOff === false && ms < WAIT_MS_MAX ? 0 : ms, ...args);
globalThis.setTimeout = Object.assign<typeof startShortTimer, typeof startTimer>(startShortTimer, startTimer);

for (const level of ["info", "warn", "error"] as const) {
  const write = console[level];
  console[level] = (...what: readonly unknown[]) => {
    if (currentInterceptor()?.isSilent !== true) write(...what);
  };
}
