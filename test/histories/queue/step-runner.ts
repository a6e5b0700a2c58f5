/** Runs the steps of a history on a queue, and has the oracle judge each. */

import type { VerifiedQueueToken } from "#functions/queue/queue-token.ts";
import type { Inventory } from "#functions/queue/rules/inventory-limit.ts";
import type { Join } from "#functions/queue/rules/join.ts";
import { admittedOf } from "#functions/queue/rules/queue-state.ts";
import type { Clock, Seconds } from "#functions/shared/time.ts";
import { currentInvocation, Invocation, nextCalls, untilBreakpoint } from "#test/histories/engine/invocation.ts";
import type { Tally } from "#test/histories/engine/tally.ts";
import {
  DEVICES,
  groupsOf,
  PEOPLE,
  type SkewedTask,
  START,
  type Step,
  type Task,
} from "#test/histories/queue/history.ts";
import { JoinMessages } from "#test/histories/queue/join-messages.ts";
import { personOf } from "#test/histories/queue/people.ts";
import { QueueOracle } from "#test/histories/queue/queue-oracle.ts";
import {
  type QueueUnderTest,
  type SentJoin,
  type Snapshot,
  TICK_OPTIONS,
} from "#test/histories/queue/queue-under-test.ts";
import { type Caller, change, check, leave, pay, type QueueResponse } from "#test/histories/queue/use-cases.ts";
import { responseText, stepText, taskText } from "#test/histories/queue/wording.ts";

export const AMPLE: Inventory = { capacity: 1000, free: 1000, held: 0, buyers: 0, holders: 0 };

interface Device {
  readonly caller: Caller;
  readonly name: string;
}

/** An invocation that has started. */
interface Running {
  readonly what: string;
  readonly invocation: Invocation<QueueResponse>;
  readonly clock: Seconds;
  readonly device: Device | undefined;
  readonly joins: readonly SentJoin[];
  readonly clockReads: ClockReads;
}

/** When a tick last read its clock. */
interface ClockReads {
  at: Seconds | undefined;
}

export class StepRunner {
  /** What has happened so far, a queue for each step. */
  readonly story: string[] = [];
  readonly #queue: QueueUnderTest;
  readonly #oracle: QueueOracle;
  readonly #tally: Tally;
  #now = START;
  /** How far the clock by which ticks run is behind. */
  #secondsBehind = 0;
  /** The tick that the current step resumes. */
  #resumed: ClockReads | undefined;
  #inventory = AMPLE;
  #stopped: readonly Running[] = [];
  readonly #joinMessages = new JoinMessages();
  /** By device. */
  readonly #tokens = new Map<string, VerifiedQueueToken>();

  constructor(queue: QueueUnderTest, empty: Snapshot, tally: Tally) {
    this.#queue = queue;
    this.#oracle = new QueueOracle(empty, tally);
    this.#tally = tally;
  }

  get now(): Seconds {
    return this.#now;
  }

  get snapshot(): Snapshot {
    return this.#oracle.snapshot;
  }

  get active(): number {
    return this.#oracle.activeAt(this.#now);
  }

  get waitingJoins(): number {
    return this.#joinMessages.size;
  }

  /** Invocations that have stopped: they have crashed, unless they are resumed. */
  get stoppedInvocations(): number {
    return this.#stopped.length;
  }

  /**
   * @returns the responses of the invocations that ended
   * @throws BrokenInvariant
   */
  async run(step: Step): Promise<readonly QueueResponse[]> {
    this.story.push(`${`+${this.#now - START} s`.padStart(7)}  ${stepText(step)}`);
    const admitted = admittedOf(this.snapshot.queue);
    const ended = await this.#do(step);
    // A step that nobody was there for is no part of the story.
    if (ended === undefined) {
      this.story.pop();
      return [];
    }
    this.#tally.count("steps");
    const responses = await Promise.all(ended.map(({ invocation }) => invocation.result));
    this.#oracle.checkStored(await this.#queue.look(), this.#now, this.#resumed?.at);
    this.#resumed = undefined;
    const newlyAdmitted = admittedOf(this.snapshot.queue) - admitted;
    if (newlyAdmitted > 0) this.#note(`${newlyAdmitted} admitted`);
    for (const [index, response] of responses.entries()) {
      const running = ended[index];
      if (running) this.#receive(running, response);
    }
    return responses;
  }

  /** @returns the invocations that ended by it, or undefined if nobody was there to start one */
  async #do(step: Step): Promise<readonly Running[] | undefined> {
    switch (step.kind) {
      case "run": {
        const running = this.#start(step);
        if (running === undefined) return undefined;
        const { invocation } = running;
        const gate = step.breakpoint === null ? undefined : untilBreakpoint(step.breakpoint);
        if (await invocation.resume(gate)) return [running];
        this.#stopped = [...this.#stopped, running];
        return [];
      }
      case "together":
        return this.#runTogether(step.tasks, step.schedule);
      case "resume": {
        const resumed = this.#stopped.at(-1 - (step.which % this.#stopped.length));
        if (resumed === undefined) return undefined;
        this.#note(resumed.what);
        this.#stopped = this.#stopped.filter((running) => running !== resumed);
        this.#resumed = resumed.clockReads;
        await resumed.invocation.resume();
        this.#tally.count("invocations resumed late");
        return [resumed];
      }
      case "wait":
        this.#now += step.seconds;
        return [];
      case "clock":
        this.#oracle.clockSet(this.#secondsBehind - step.secondsBehind);
        this.#secondsBehind = step.secondsBehind;
        return [];
      case "opening": {
        const due = this.snapshot.queue.settings.opensAt + TICK_OPTIONS.drawSettleSeconds;
        this.#now = Math.max(this.#now, due + step.secondsAfter);
        return [];
      }
      case "inventory":
        this.#inventory = step.inventory;
        return [];
    }
  }

  async #runTogether(
    tasks: readonly SkewedTask[],
    schedule: readonly boolean[],
  ): Promise<readonly Running[] | undefined> {
    const started = tasks.flatMap((task) => this.#start(task) ?? []);
    const [first, second] = started;
    if (first === undefined) return undefined;
    if (second !== undefined) {
      this.#tally.count("overlaps");
      for (const isFirst of schedule) await (isFirst ? first : second).invocation.resume(nextCalls(1));
    }
    for (const { invocation } of started) await invocation.resume();
    return started;
  }

  /** @returns undefined if nobody is there to do it */
  #start(skewed: SkewedTask): Running | undefined {
    const { task, clockOffset } = skewed;
    const clock = this.#now + clockOffset;
    const device = "group" in task ? this.#deviceOf(task) : undefined;
    const joins =
      "joins" in task ? this.#joinMessages.batch(task.kind === "deliver" ? "waiting" : "sent", task.joins) : [];
    if (("group" in task && device === undefined) || ("joins" in task && joins.length === 0)) return undefined;
    if (device) this.#note(device.name);
    const clockReads: ClockReads = { at: undefined };
    const readClock = (): Seconds => {
      clockReads.at = this.#now;
      return this.#now + clockOffset - this.#secondsBehind;
    };
    const invocation = new Invocation(this.#queue, () => this.#invoke(skewed, { clock, readClock }, device, joins));
    return { what: taskText(skewed), clock, device, joins, clockReads, invocation };
  }

  async #invoke(
    { task, clockOffset }: SkewedTask,
    { clock, readClock }: { readonly clock: Seconds; readonly readClock: Clock },
    device: Device | undefined,
    joins: readonly SentJoin[],
  ): Promise<QueueResponse> {
    this.#tally.count(`runs: ${task.kind}`);
    const caller = device?.caller ?? { userId: "nobody", groups: [], token: undefined };
    switch (task.kind) {
      case "check":
        return check(this.#queue, this.snapshot.queue, caller, clock, (join) => this.#send(join));
      case "leave":
        return leave(this.#queue, this.snapshot.queue, caller, clock);
      case "pay":
        return pay(this.#queue, this.snapshot.queue, caller, clock);
      case "change":
        return change(this.#queue, task, clock);
      case "deliver":
      case "redeliver": {
        const failed = await this.#queue.numberArrivals(joins);
        if (failed.length > 0) throw new Error(`${failed.length} of ${joins.length} joins were not numbered.`);
        return { kind: "done" };
      }
      case "gap":
        await this.#queue.takeArrivals(task.lane, task.numbers);
        return { kind: "done" };
      case "tick":
        await this.#queue.tick(() => this.#readInventory(), readClock, `${clockOffset} s ahead`);
        return { kind: "done" };
    }
  }

  #deviceOf(task: Extract<Task, { readonly group: unknown }>): Device | undefined {
    const person = personOf(this.snapshot, (userId) => this.#joinMessages.has(userId), task);
    if (person === undefined) return undefined;
    const userId = PEOPLE[person] ?? "";
    const name = `${userId}'s ${DEVICES[task.device]}`;
    return { name, caller: { userId, groups: groupsOf(person), token: this.#tokens.get(name) } };
  }

  /** This and the next are calls of other services. They pass the gate as calls of the store do. */
  async #readInventory(): Promise<Inventory> {
    const read = () => Promise.resolve(this.#inventory);
    return (await currentInvocation()?.call(false, read)) ?? AMPLE;
  }

  async #send(join: Join): Promise<void> {
    await currentInvocation()?.call(true, () => {
      this.#joinMessages.send(join, this.#now);
      return Promise.resolve();
    });
  }

  #receive({ device, clock, joins }: Running, response: QueueResponse): void {
    this.#note(responseText(response));
    this.#joinMessages.remove(joins);
    if (device === undefined) return;
    if ("token" in response) this.#tokens.set(device.name, response.token);
    this.#oracle.checkResponse(device.caller.userId, response, this.#now, clock);
  }

  /** Adds to the queue of the current step. */
  #note(what: string): void {
    this.story.push(`${this.story.pop() ?? ""} → ${what}`);
  }
}
