/** Plays the steps of a history on a line, and has it observed after each. */
import type { Join } from "#functions/queue/join.ts";
import { admittedOf } from "#functions/queue/line.ts";
import type { Pass } from "#functions/queue/queue-token.ts";
import type { Stock } from "#functions/queue/stock-limit.ts";
import type { Seconds } from "#functions/shared/time.ts";
import { currentInvocation, gateOf, gateUntil, Invocation, openGate } from "#test/histories/engine/invocation.ts";
import type { Tally } from "#test/histories/engine/tally.ts";
import { DEVICES, groupsOf, PEOPLE, type Run, START, type Step, type Task } from "#test/histories/queue/history.ts";
import { JoinQueue } from "#test/histories/queue/join-messages.ts";
import { personOf } from "#test/histories/queue/people.ts";
import { Observer } from "#test/histories/queue/queue-oracle.ts";
import {
  type LineUnderTest,
  type SentJoin,
  type Snapshot,
  TICK_OPTIONS,
} from "#test/histories/queue/queue-under-test.ts";
import { type Answer, type Caller, change, check, leave, pay } from "#test/histories/queue/use-cases.ts";
import { answerText, runText, stepText } from "#test/histories/queue/wording.ts";

export const AMPLE: Stock = { capacity: 1000, free: 1000, held: 0, buyers: 0, holders: 0 };

interface Device {
  readonly caller: Caller;
  readonly name: string;
}

/** An invocation under way. */
interface Running {
  readonly what: string;
  readonly invocation: Invocation<Answer>;
  readonly clock: Seconds;
  readonly device: Device | undefined;
  readonly joins: readonly SentJoin[];
}

export class Player {
  /** What has happened so far, a line a step. */
  readonly story: string[] = [];
  readonly #line: LineUnderTest;
  readonly #observer: Observer;
  readonly #tally: Tally;
  #now = START;
  #stock = AMPLE;
  #standingStill: readonly Running[] = [];
  readonly #joinQueue = new JoinQueue();
  readonly #passes = new Map<string, Pass>();

  constructor(line: LineUnderTest, empty: Snapshot, tally: Tally) {
    this.#line = line;
    this.#observer = new Observer(empty, tally);
    this.#tally = tally;
  }

  get now(): Seconds {
    return this.#now;
  }

  get snapshot(): Snapshot {
    return this.#observer.snapshot;
  }

  get active(): number {
    return this.#observer.activeAt(this.#now);
  }

  get joinsInQueue(): number {
    return this.#joinQueue.size;
  }

  /** Invocations that stand still: they have crashed, unless one goes on. */
  get standingStill(): number {
    return this.#standingStill.length;
  }

  /**
   * @returns what those who were done with were told
   * @throws BrokenInvariant
   */
  async take(step: Step): Promise<readonly Answer[]> {
    this.story.push(`${`+${this.#now - START} s`.padStart(7)}  ${stepText(step)}`);
    const admitted = admittedOf(this.snapshot.line);
    const ended = await this.#do(step);
    // What there was nobody for is no part of the story.
    if (ended === undefined) {
      this.story.pop();
      return [];
    }
    this.#tally.count("steps");
    const answers = await Promise.all(ended.map(({ invocation }) => invocation.answer));
    this.#observer.see(await this.#line.look(), this.#now);
    const admittedNow = admittedOf(this.snapshot.line) - admitted;
    if (admittedNow > 0) this.#tell(`${admittedNow} admitted`);
    for (const [index, answer] of answers.entries()) {
      const running = ended[index];
      if (running) this.#hear(running, answer);
    }
    return answers;
  }

  /** @returns those that have ended by it, or nothing if there was nobody to do it */
  async #do(step: Step): Promise<readonly Running[] | undefined> {
    switch (step.kind) {
      case "run": {
        const running = this.#start(step);
        if (running === undefined) return undefined;
        const hasEnded = await running.invocation.goOn(step.stop === null ? openGate : gateUntil(step.stop));
        if (hasEnded) return [running];
        this.#standingStill = [...this.#standingStill, running];
        return [];
      }
      case "together":
        return this.#runTogether(step.runs, step.turns);
      case "go on": {
        const going = this.#standingStill.at(-1 - (step.which % this.#standingStill.length));
        if (going === undefined) return undefined;
        this.#tell(going.what);
        this.#standingStill = this.#standingStill.filter((running) => running !== going);
        await going.invocation.goOn();
        this.#tally.count("invocations that went on late");
        return [going];
      }
      case "wait":
        this.#now += step.seconds;
        return [];
      case "opening": {
        const due = this.snapshot.line.settings.opensAt + TICK_OPTIONS.drawSettleSeconds;
        this.#now = Math.max(this.#now, due + step.secondsAfter);
        return [];
      }
      case "stock":
        this.#stock = step.stock;
        return [];
    }
  }

  async #runTogether(runs: readonly Run[], turns: readonly boolean[]): Promise<readonly Running[] | undefined> {
    const started = runs.flatMap((run) => this.#start(run) ?? []);
    const [first, second] = started;
    if (first === undefined) return undefined;
    if (second !== undefined) {
      this.#tally.count("overlaps");
      for (const isFirst of turns) await (isFirst ? first : second).invocation.goOn(gateOf(1));
    }
    for (const { invocation } of started) await invocation.goOn();
    return started;
  }

  /** @returns nothing if there is nobody to do it */
  #start(run: Run): Running | undefined {
    const { task, clockOffset } = run;
    const clock = this.#now + clockOffset;
    const device = "of" in task ? this.#deviceOf(task) : undefined;
    const joins =
      "joins" in task ? this.#joinQueue.batch(task.kind === "deliver" ? "waiting" : "sent", task.joins) : [];
    if (("of" in task && device === undefined) || ("joins" in task && joins.length === 0)) return undefined;
    if (device) this.#tell(device.name);
    const invocation = new Invocation(this.#line, () => this.#invoke(task, clock, device, joins));
    return { what: runText(run), clock, device, joins, invocation };
  }

  async #invoke(task: Task, clock: Seconds, device: Device | undefined, joins: readonly SentJoin[]): Promise<Answer> {
    this.#tally.count(`runs: ${task.kind}`);
    const caller = device?.caller ?? { userId: "nobody", groups: [], pass: undefined };
    switch (task.kind) {
      case "check":
        return check(this.#line, this.snapshot.line, caller, clock, (join) => this.#send(join));
      case "leave":
        return leave(this.#line, caller, clock);
      case "pay":
        return pay(this.#line, caller, clock);
      case "change":
        return change(this.#line, task, clock);
      case "deliver":
      case "redeliver": {
        const failed = await this.#line.numberArrivals(joins);
        if (failed.length > 0) throw new Error(`${failed.length} of ${joins.length} joins were not numbered.`);
        return { kind: "done" };
      }
      case "gap":
        await this.#line.takeArrivals(task.lane, task.numbers);
        return { kind: "done" };
      case "tick":
        await this.#line.tick(() => this.#readStock(), clock);
        return { kind: "done" };
    }
  }

  #deviceOf(task: Extract<Task, { readonly of: unknown }>): Device | undefined {
    const person = personOf(this.snapshot, (userId) => this.#joinQueue.has(userId), task);
    if (person === undefined) return undefined;
    const userId = PEOPLE[person] ?? "";
    const name = `${userId}'s ${DEVICES[task.device]}`;
    return { name, caller: { userId, groups: groupsOf(person), pass: this.#passes.get(name) } };
  }

  /** The two calls of other services pass the gate as those of the store do. */
  async #readStock(): Promise<Stock> {
    const read = () => Promise.resolve(this.#stock);
    return (await currentInvocation()?.call(false, read)) ?? AMPLE;
  }

  async #send(join: Join): Promise<void> {
    await currentInvocation()?.call(true, () => {
      this.#joinQueue.send(join, this.#now);
      return Promise.resolve();
    });
  }

  #hear({ device, clock, joins }: Running, answer: Answer): void {
    this.#tell(answerText(answer));
    this.#joinQueue.remove(joins);
    if (device === undefined) return;
    if ("pass" in answer) this.#passes.set(device.name, answer.pass);
    this.#observer.hear(device.caller.userId, answer, this.#now, clock);
  }

  #tell(what: string): void {
    this.story.push(`${this.story.pop() ?? ""} → ${what}`);
  }
}
