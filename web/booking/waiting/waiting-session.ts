/** The wait of one screen. It begins again whenever somebody joins, leaves, or comes back. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { persistently } from "#client/persistently.ts";
import { resumeWait, type WaitingState, waitForTurn } from "#client/wait-for-turn.ts";
import {
  admittedOf,
  type Known,
  NOTHING_KNOWN,
  type WithoutPlace,
  withNumber,
  withStanding,
} from "#web/booking/waiting/known.ts";
import { placeMemory } from "#web/booking/waiting/place-memory.ts";
import { endOf } from "#web/booking/waiting/refusal.ts";
import { type JoinOptions, type SessionContext, sessionCalls } from "#web/booking/waiting/session-calls.ts";
import { call } from "#web/shared/api/client.ts";

export interface WaitingSession {
  readonly known: ReadonlySignal<Known>;
  /** Joins, or joins again at the end. */
  readonly join: (options: JoinOptions) => void;
  /** Looks for a place that there may be, and never joins. */
  readonly resume: () => void;
  /** Shows the queue to somebody without a place. */
  readonly watch: (why: WithoutPlace) => void;
  /** Gives the place up. @throws Error if the service did not confirm it: then the place is kept */
  readonly leave: () => Promise<void>;
  readonly stop: () => void;
}

/** Keeps a public state of the queue up to date, at the pace that the service asks for. */
const watchQueue = async (context: SessionContext, signal: AbortSignal): Promise<void> => {
  const calls = sessionCalls(context, signal);
  for (;;) {
    const { nextPollSeconds } = await persistently(calls, calls.readQueue);
    await calls.pause(nextPollSeconds, { leastSeconds: nextPollSeconds });
  }
};

const show = ({ learn, known, memory }: SessionContext, { place, number }: WaitingState): void => {
  const { arrival } = place;
  if (arrival === null) learn((before) => withStanding(before, { kind: "joining", isTaken: true }));
  else if (number === null) learn((before) => withStanding(before, { kind: "lobby", arrival }));
  else learn((before) => withNumber(before, number, memory.progressOf(number)));
  memory.keep(place, known.peek().progress);
};

/** @param joins undefined: looks for the place that there may be */
const wait = async (context: SessionContext, signal: AbortSignal, joins?: JoinOptions): Promise<void> => {
  const { learn, known, memory } = context;
  if (joins !== undefined) learn((before) => withStanding(before, { kind: "joining", isTaken: false }));
  const calls = sessionCalls(context, signal, joins);
  const steps = joins === undefined ? resumeWait(calls, memory.token()) : waitForTurn(calls, memory.token());
  for (let isFirst = true; ; isFirst = false) {
    const step = await steps.next();
    if (!step.done) {
      show(context, step.value);
      continue;
    }
    memory.keep(step.value, known.peek().progress);
    learn((before) => withStanding(before, admittedOf(step.value, isFirst && joins === undefined)));
    // Which categories are sold out is worth knowing inside, too.
    if (known.peek().queue === undefined) await persistently(calls, calls.readQueue);
    return;
  }
};

/** The token of a place that is over is of no use. One whose join was lost still proves when that was. */
const ENDS: ReadonlySet<WithoutPlace> = new Set(["left", "gone", "missed", "pass ended"]);

const stayWithout = async (context: SessionContext, signal: AbortSignal, why: WithoutPlace): Promise<void> => {
  context.learn((before) => withStanding(before, { kind: "none", why }));
  if (ENDS.has(why)) context.memory.forgetToken();
  if (why !== "no concert") await watchQueue(context, signal);
};

export const newSession = (concertId: string): WaitingSession => {
  const known = signal<Known>(NOTHING_KNOWN);
  const learn: SessionContext["learn"] = (change) => {
    known.value = change(known.peek());
  };
  const context: SessionContext = { concertId, known, learn, memory: placeMemory(concertId) };
  let run = new AbortController();

  const start = (task: (signal: AbortSignal) => Promise<void>): void => {
    run.abort();
    run = new AbortController();
    const { signal } = run;
    const isOver = (): boolean => signal.aborted;
    const afterwards = async (error: unknown): Promise<void> => {
      if (isOver()) return;
      const whyOf = (failure: unknown): WithoutPlace => endOf(failure, known.peek(), context.memory.wasAdmitted());
      try {
        await stayWithout(context, signal, whyOf(error));
      } catch (second) {
        // Watching fails too, for a reason that another try would not change.
        if (!isOver()) learn((before) => withStanding(before, { kind: "none", why: whyOf(second) }));
      }
    };
    void task(signal).catch(afterwards);
  };
  const resume = (): void => start((signal) => wait(context, signal));
  const watch = (why: WithoutPlace): void => start((signal) => stayWithout(context, signal, why));

  return {
    known,
    join: (options) => start((signal) => wait(context, signal, options)),
    resume,
    watch,
    leave: async () => {
      run.abort();
      try {
        await call("leaveQueue", { params: { concertId }, queueToken: context.memory.token() });
      } catch (error) {
        resume();
        throw error;
      }
      watch("left");
    },
    stop: () => run.abort(),
  };
};
