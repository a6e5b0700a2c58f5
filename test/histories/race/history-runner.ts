/** Runs a history: the calls of all that is under way in a round are made one by one, in the order of a scheduler. */
import type { Scheduler } from "fast-check";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import { FailedRun } from "#test/histories/engine/failed-run.ts";
import { nextCalls } from "#test/histories/engine/invocation.ts";
import type { Tally } from "#test/histories/engine/tally.ts";
import { checkResponse, type PendingRequest, startRequest } from "#test/histories/race/client-request.ts";
import { type Delivery, deliverChanges, deliverMessages } from "#test/histories/race/delivery.ts";
import { faultText } from "#test/histories/race/faults.ts";
import type { Guard } from "#test/histories/race/guards.ts";
import type { History, Round, Step, Task } from "#test/histories/race/history.ts";
import type { InstrumentedInvocation } from "#test/histories/race/instrumented-invocation.ts";
import { checkAtEnd, checkNow } from "#test/histories/race/oracle.ts";
import { type ClientRequest, type Operation, responseText } from "#test/histories/race/requests.ts";
import { TestSale } from "#test/histories/race/test-sale.ts";

/** @throws FailedRun */
export const runHistory = async (
  history: History,
  scheduler: Scheduler,
  tally: Tally,
  guard?: Guard,
): Promise<void> => {
  const sale = await TestSale.open(history.setup, { guard });
  try {
    const runner = new RoundRunner(sale, scheduler, tally);
    for (const round of history.rounds) {
      await runner.run(round);
      checkNow(sale);
    }
    await checkAtEnd(sale);
  } catch (error) {
    throw new FailedRun(sale.story, error, { setup: { ...history.setup } });
  } finally {
    await sale.close();
  }
};

type RequestTask = Exclude<Task, { readonly kind: "wait" | "end of hold" | "reminder" | "changes" }>;

/** Something under way. */
interface Started {
  readonly invocation: InstrumentedInvocation<unknown>;
  readonly conclude: () => Promise<void>;
}

const fromLast = <T>(items: readonly T[], which: number): T | undefined => items.at(-1 - (which % (items.length || 1)));

class RoundRunner {
  readonly #sale: TestSale;
  readonly #scheduler: Scheduler;
  readonly #tally: Tally;
  readonly #sent: ClientRequest[] = [];
  readonly #failures: unknown[] = [];

  constructor(sale: TestSale, scheduler: Scheduler, tally: Tally) {
    this.#sale = sale;
    this.#scheduler = scheduler;
    this.#tally = tally;
  }

  get #reservations(): readonly Reservation[] {
    return [...this.#sale.snapshot.reservations.values()];
  }

  /** Reservations of a status that makes the step worthwhile, or all if there are none. */
  #preferred(status: Reservation["status"]): readonly Reservation[] {
    const some = this.#reservations.filter((each) => each.status === status);
    return some.length > 0 ? some : this.#reservations;
  }

  /** @throws BrokenInvariant */
  async run(round: Round): Promise<void> {
    this.#sale.round += 1;
    this.#tally.count(round.length > 1 ? "rounds of several" : "rounds of one");
    const started: Started[] = [];
    const starts = round.map((step) => {
      const builder = async (): Promise<void> => {
        const each = this.#start(step);
        if (each === undefined) return;
        started.push(each);
        this.#scheduleNextCall(each);
        await Promise.resolve();
      };
      return { label: step.task.kind, builder };
    });
    for (const start of starts) this.#scheduler.scheduleSequence([start]);
    while (this.#scheduler.count() > 0) await this.#scheduler.waitNext(1);
    for (const failure of this.#failures.splice(0)) throw failure;
    for (const { invocation, conclude } of started) {
      this.#tally.count("calls", invocation.calls);
      if (invocation.hasCrashed) this.#tally.count("machines lost");
      await conclude();
    }
  }

  #scheduleNextCall(started: Started): void {
    const builder = async (): Promise<void> => {
      try {
        if (!(await started.invocation.resume(nextCalls(1)))) this.#scheduleNextCall(started);
      } catch (error) {
        this.#failures.push(error);
      }
    };
    this.#scheduler.scheduleSequence([{ label: started.invocation.what, builder }]);
  }

  /** @returns undefined if it is over already, or there was nothing to do */
  #start({ task, clockOffset, fault }: Step): Started | undefined {
    const sale = this.#sale;
    const { inTransit } = sale;
    const options = { clockOffset, fault: fault ?? undefined };
    switch (task.kind) {
      case "wait":
        return this.#moveClock(sale.now + task.seconds);
      case "end of hold": {
        const end = fromLast(this.#reservations, task.which)?.expiresAt;
        return end === undefined ? undefined : this.#moveClock(end + task.seconds);
      }
      case "reminder": {
        const message = fromLast(inTransit.messages, task.which);
        return message && this.#deliver(task.kind, deliverMessages(sale, [message], options));
      }
      case "changes": {
        const from = Math.max(0, inTransit.checkpoint - task.back);
        if (from >= inTransit.changes.length) return undefined;
        return this.#deliver(task.kind, deliverChanges(sale, { from, count: task.count }, options));
      }
      case "hold":
      case "top-up":
      case "repeat":
      case "pay":
      case "change":
      case "extend":
      case "release":
      case "cancel": {
        const request = this.#requestOf(task);
        if (request === undefined) return undefined;
        const { person, operation, key } = request;
        this.#sent.push(request);
        if (fault) sale.note(`${person.name}'s ${operation.kind} (${key}) meets a fault: ${faultText(fault)}`);
        return this.#send(task.kind, startRequest(sale, request, options));
      }
    }
  }

  #moveClock(time: number): undefined {
    this.#sale.now = time;
    this.#sale.note("time has passed");
  }

  #requestOf(task: RequestTask): ClientRequest | undefined {
    const sale = this.#sale;
    const requestOf = (person: ClientRequest["person"] | undefined, operation: Operation): ClientRequest | undefined =>
      person && { person, key: `k${this.#sent.length + 1}`, operation };
    switch (task.kind) {
      case "hold": {
        const { seats } = sale.setup;
        const seatIds = Array.from(
          { length: Math.min(task.seats, seats) },
          (_, index) => `A-1-${((task.from + index) % seats) + 1}`,
        );
        return requestOf(sale.person(task.person), { kind: "hold", seatIds });
      }
      case "top-up":
        return requestOf(sale.person(task.person), { kind: "top-up", amount: task.amount });
      case "repeat":
        return fromLast(this.#sent, task.which);
      case "pay":
      case "change":
      case "extend":
      case "release":
      case "cancel": {
        const reservation = fromLast(this.#preferred(task.kind === "cancel" ? "PAID" : "HELD"), task.which);
        if (reservation === undefined) return undefined;
        const { reservationId, userId } = reservation;
        const person = sale.people.find((each) => each.userId === userId);
        if (task.kind === "change") {
          const seatIds = task.some ? reservation.seatIds.slice(0, 1) : reservation.seatIds;
          return requestOf(person, { kind: "change", reservationId, seatIds, priceType: task.priceType });
        }
        if (task.kind !== "cancel") return requestOf(person, { kind: task.kind, reservationId });
        const [first] = sale.snapshot.reservations.get(reservationId)?.seatIds ?? [];
        return requestOf(person, { kind: "cancel", reservationId, seatIds: task.some && first ? [first] : undefined });
      }
    }
  }

  #send(kind: string, pending: PendingRequest): Started {
    return {
      invocation: pending.invocation,
      conclude: async () => {
        const response = await checkResponse(this.#sale, pending);
        this.#tally.count(`${kind}: ${response ? responseText(response).replace(/ \(.*/, "") : "no response"}`);
      },
    };
  }

  #deliver(kind: string, { invocation, conclude }: Delivery): Started {
    this.#tally.count(`${kind} delivered`);
    return { invocation, conclude };
  }
}
