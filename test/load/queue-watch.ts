import type { EncoreClient } from "#client/encore-client.ts";
import type { Calls } from "#test/load/calls.ts";
import type { Journal } from "#test/load/observations.ts";

/** Several times a second, and one after the other. */
const SAMPLE_SECONDS = 0.25;

interface Watcher {
  readonly number: number;
  readonly come: () => void;
  readonly sendToDeadLetters: (reason: unknown) => void;
}

interface LineWatchOptions {
  readonly calls: Calls;
  readonly journal: Journal;
  readonly operator: EncoreClient;
  readonly concertId: string;
}

/** Watches a line for everybody who waits: the public queue as often as it says, and the operator's figures. */
export class LineWatch {
  readonly #options: LineWatchOptions;
  #watchers: Watcher[] = [];
  #served = 0;
  #issued = 0;

  constructor(options: LineWatchOptions) {
    this.#options = options;
  }

  /** How many numbers there were at the last look. */
  get issued(): number {
    return this.#issued;
  }

  /** Ends when the line was seen to have come to this number. @throws what ended the watch, if it ends before */
  untilServed(number: number): Promise<void> {
    if (number <= this.#served) return Promise.resolve();
    return new Promise((come, sendToDeadLetters) => this.#watchers.push({ number, come, sendToDeadLetters }));
  }

  /** Looks at the public queue once and tells those whose number has come. */
  async look() {
    const { calls, journal, operator, concertId } = this.#options;
    const askedAtMs = performance.now();
    const { body } = await calls.make("watch", (signal) =>
      operator.call("readQueue", { params: { concertId }, signal }),
    );
    journal.add({ kind: "queue", askedAtMs, issued: body.issued, served: body.served });
    this.#served = Math.max(this.#served, body.served);
    this.#issued = body.issued;
    const { come = [], waiting = [] } = Object.groupBy(this.#watchers, ({ number }) =>
      number <= this.#served ? "come" : "waiting",
    );
    this.#watchers = waiting;
    for (const watcher of come) watcher.come();
    return body;
  }

  /** Looks at the operator's figures once. */
  async sample() {
    const { calls, journal, operator, concertId } = this.#options;
    const { body } = await calls.make("figures", (signal) =>
      operator.call("readQueueStats", { params: { concertId }, signal }),
    );
    journal.add({ kind: "figures", active: body.active, waiting: body.waiting });
    return body;
  }

  /** Keeps looking at both until `isOver`. @throws Error if the service refuses for good or the run ends */
  async keepWatching(isOver: () => boolean): Promise<void> {
    const { calls } = this.#options;
    const watch = async (): Promise<void> => {
      while (!isOver()) await calls.pause((await this.look()).nextPollSeconds);
    };
    const sample = async (): Promise<void> => {
      while (!isOver()) {
        await this.sample();
        await calls.pause(SAMPLE_SECONDS);
      }
    };
    try {
      await Promise.all([watch(), sample()]);
    } catch (error) {
      // Nobody watches any more, so whoever still waited would wait for ever.
      for (const { sendToDeadLetters } of this.#watchers.splice(0)) sendToDeadLetters(error);
      throw error;
    }
  }
}
