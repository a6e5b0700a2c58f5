/** Plays a history: the calls of all that is under way in a round go out one by one, in the order of a scheduler. */
import type { Scheduler } from "fast-check";
import type { Reservation } from "#functions/reservations/reservation.ts";
import type { Tally } from "#test/histories/engine/tally.ts";
import { type Asking, ask, hear } from "#test/histories/race/client-request.ts";
import { type Delivery, deliverChanges, deliverMessages } from "#test/histories/race/delivery.ts";
import { faultText } from "#test/histories/race/faults.ts";
import type { Guard } from "#test/histories/race/guards.ts";
import type { History, Round, Step, Task } from "#test/histories/race/history.ts";
import type { Run } from "#test/histories/race/instrumented-invocation.ts";
import { gateOf } from "#test/histories/race/invocation.ts";
import { check, checkToTheEnd } from "#test/histories/race/oracle.ts";
import { answerText, type Request, type Wish } from "#test/histories/race/requests.ts";
import { World } from "#test/histories/race/test-sale.ts";

/** What somebody asks for. */
type AskingTask = Exclude<Task, { readonly kind: "wait" | "end of hold" | "reminder" | "changes" }>;

/** Something under way. */
interface Going {
  readonly run: Run<unknown>;
  readonly conclude: () => Promise<void>;
}

const back = <T>(items: readonly T[], which: number): T | undefined => items.at(-1 - (which % (items.length || 1)));

export class Player {
  readonly #world: World;
  readonly #tally: Tally;
  readonly #sent: Request[] = [];
  readonly #failures: unknown[] = [];

  private constructor(world: World, tally: Tally) {
    this.#world = world;
    this.#tally = tally;
  }

  static async play(history: History, scheduler: Scheduler, tally: Tally, guard?: Guard): Promise<void> {
    const world = await World.open(history.setup, { guard });
    try {
      const player = new Player(world, tally);
      for (const round of history.rounds) {
        await player.#playRound(round, scheduler);
        check(world);
      }
      await checkToTheEnd(world);
    } catch (error) {
      throw new BrokenHistory(world.story, error instanceof Error ? error : new Error(String(error)));
    } finally {
      await world.close();
    }
  }

  get #reservations(): readonly Reservation[] {
    return [...this.#world.snapshot.reservations.values()];
  }

  /** Those of a status that promises something to happen, or all if there are none. */
  #preferred(status: Reservation["status"]): readonly Reservation[] {
    const some = this.#reservations.filter((each) => each.status === status);
    return some.length > 0 ? some : this.#reservations;
  }

  async #playRound(round: Round, scheduler: Scheduler): Promise<void> {
    this.#world.round += 1;
    this.#tally.count(round.length > 1 ? "rounds of several" : "rounds of one");
    const going: Going[] = [];
    const starts = round.map((step) => {
      const builder = async (): Promise<void> => {
        const started = this.#start(step);
        if (started === undefined) return;
        going.push(started);
        this.#goOn(started, scheduler);
        await Promise.resolve();
      };
      return { label: step.task.kind, builder };
    });
    for (const start of starts) scheduler.scheduleSequence([start]);
    while (scheduler.count() > 0) await scheduler.waitNext(1);
    for (const each of this.#failures.splice(0)) throw each;
    for (const { run, conclude } of going) {
      this.#tally.count("calls", run.calls);
      if (run.invocation.hasCrashed) this.#tally.count("machines lost");
      await conclude();
    }
  }

  /** Lets it make one call when its turn comes, and so on. */
  #goOn(going: Going, scheduler: Scheduler): void {
    const builder = async (): Promise<void> => {
      try {
        if (!(await going.run.goOn(gateOf(1)))) this.#goOn(going, scheduler);
      } catch (error) {
        this.#failures.push(error);
      }
    };
    scheduler.scheduleSequence([{ label: going.run.what, builder }]);
  }

  /** @returns nothing if it is over already, or there was nothing to do */
  #start({ task, clockOffset, fault }: Step): Going | undefined {
    const world = this.#world;
    const { mail } = world;
    const options = { clockOffset, fault: fault ?? undefined };
    switch (task.kind) {
      case "wait":
        return this.#moveTo(world.now + task.seconds);
      case "end of hold": {
        const end = back(this.#reservations, task.which)?.expiresAt;
        return end === undefined ? undefined : this.#moveTo(end + task.seconds);
      }
      case "reminder": {
        const message = back(mail.messages, task.which);
        return message && this.#deliver(task.kind, deliverMessages(world, [message], options));
      }
      case "changes": {
        const from = Math.max(0, mail.checkpoint - task.back);
        if (from >= mail.changes.length) return undefined;
        return this.#deliver(task.kind, deliverChanges(world, { from, count: task.count }, options));
      }
      case "hold":
      case "charge":
      case "repeat":
      case "pay":
      case "extend":
      case "release":
      case "cancel": {
        const request = this.#requestOf(task);
        if (request === undefined) return undefined;
        this.#sent.push(request);
        if (fault)
          world.tell(
            `${request.person.name}'s ${request.wish.kind} (${request.key}) meets a fault: ${faultText(fault)}`,
          );
        return this.#ask(task.kind, ask(world, request, options));
      }
    }
  }

  #moveTo(time: number): undefined {
    this.#world.now = time;
    this.#world.tell("the clock goes on");
  }

  #requestOf(task: AskingTask): Request | undefined {
    const world = this.#world;
    const make = (person: Request["person"] | undefined, wish: Wish): Request | undefined =>
      person && { person, key: `k${this.#sent.length + 1}`, wish };
    switch (task.kind) {
      case "hold": {
        const { seats } = world.setup;
        const seatIds = Array.from(
          { length: Math.min(task.seats, seats) },
          (_, index) => `A-1-${((task.from + index) % seats) + 1}`,
        );
        return make(world.person(task.who), { kind: "hold", seatIds });
      }
      case "charge":
        return make(world.person(task.who), { kind: "charge", amount: task.amount });
      case "repeat":
        return back(this.#sent, task.which);
      case "pay":
      case "extend":
      case "release":
      case "cancel": {
        const reservation = back(this.#preferred(task.kind === "cancel" ? "PAID" : "HELD"), task.which);
        if (reservation === undefined) return undefined;
        const { reservationId, userId } = reservation;
        const person = world.people.find((each) => each.userId === userId);
        if (task.kind !== "cancel") return make(person, { kind: task.kind, reservationId });
        const [first] = world.snapshot.reservations.get(reservationId)?.seatIds ?? [];
        return make(person, { kind: "cancel", reservationId, seatIds: task.some && first ? [first] : undefined });
      }
    }
  }

  #ask(kind: string, asking: Asking): Going {
    return {
      run: asking.run,
      conclude: async () => {
        const answer = await hear(this.#world, asking);
        this.#tally.count(`${kind}: ${answer ? answerText(answer).replace(/ \(.*/, "") : "no answer"}`);
      },
    };
  }

  #deliver(kind: string, { run, conclude }: Delivery): Going {
    this.#tally.count(`${kind} delivered`);
    return { run, conclude };
  }
}

/** What a history came to that went wrong. */
export class BrokenHistory extends Error {
  readonly story: readonly string[];
  override readonly cause: Error;

  constructor(story: readonly string[], cause: Error) {
    super(cause.message, { cause });
    this.story = story;
    this.cause = cause;
  }
}
