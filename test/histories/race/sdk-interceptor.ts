/**
 * Where the code under test meets what is around it: every call of a service, the clock, chance, the log. All of it is
 * taken over for the invocations of a world, however many calls a use case makes and whichever service they go to;
 * everything else in this process goes on as ever. Import it before anything that makes a client.
 */
import { SQSClient } from "@aws-sdk/client-sqs";
import { currentInvocation, outside } from "#test/histories/race/invocation.ts";

/** A call of the SDK. */
export interface Command {
  readonly name: string;
  readonly isWrite: boolean;
  readonly input: object;
}

/** What an invocation of a world belongs to. */
export interface Surroundings {
  /** What its machine's clock shows. */
  readonly nowMs: number;
  /** Whether a wait before another try takes any time. */
  readonly backsOff: boolean;
  /** Whether what a call reads is kept by the function between invocations, which share such a read. */
  readonly isKept: (command: Command) => boolean;
  /** Makes a call, or lets it go wrong. */
  readonly make: (command: Command, send: () => Promise<unknown>) => Promise<unknown>;
}

const surroundings = (): Surroundings | undefined => {
  const owner = currentInvocation()?.owner;
  return owner !== undefined && "make" in owner ? (owner as Surroundings) : undefined;
};

interface SdkCommand {
  readonly constructor: { readonly name: string };
  readonly input: object;
}

type Send = (this: unknown, command: SdkCommand, ...rest: readonly unknown[]) => Promise<unknown>;

/** All clients of the SDK have one `send`, so that a call of a service nobody thought of here passes too. */
const client = Object.getPrototypeOf(SQSClient.prototype) as { send: Send };
const { send } = client;
client.send = function sendAsInvoked(command, ...rest) {
  const invocation = currentInvocation();
  const around = surroundings();
  const sendNow = (): Promise<unknown> => send.call(this, command, ...rest);
  if (invocation === undefined || around === undefined) return sendNow();
  const name = command.constructor.name;
  const isWrite = !/^(Get|BatchGet|Query|Scan)/.test(name);
  const called = { name, isWrite, input: command.input };
  // Else one invocation would stand still because another one does, which is at the call that both wait for.
  return around.isKept(called) ? outside(sendNow) : invocation.call(isWrite, () => around.make(called, sendNow));
};

const { now } = Date;
Date.now = () => surroundings()?.nowMs ?? now();

/** Chance and waits have no place in a history: who comes first is for the history to say. */
const { random } = Math;
Math.random = () => (surroundings()?.backsOff === false ? 0 : random());

/** Longer ones are deadlines, such as those of a handler. */
const WAIT_MS_MAX = 60_000;
const { setTimeout: startTimer } = globalThis;
const startShortTimer = (act: (...args: readonly unknown[]) => void, ms = 0, ...args: readonly unknown[]) =>
  startTimer(act, surroundings()?.backsOff === false && ms < WAIT_MS_MAX ? 0 : ms, ...args);
globalThis.setTimeout = Object.assign<typeof startShortTimer, typeof startTimer>(startShortTimer, startTimer);

for (const level of ["info", "warn", "error"] as const) {
  const write = console[level];
  console[level] = (...what: readonly unknown[]) => {
    if (surroundings() === undefined) write(...what);
  };
}
