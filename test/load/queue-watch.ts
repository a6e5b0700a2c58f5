import type { EncoreClient } from "#client/table-client.ts";
import type { Calls } from "#test/load/calls.ts";
import type { Journal } from "#test/load/observations.ts";

/** Pause between two samples of the stats, which follow one after the other. */
const SAMPLE_SECONDS = 0.25;

interface Watcher {
  readonly number: number;
  readonly come: () => void;
  readonly fail: (reason: unknown) => void;
}

interface QueueWatchOptions {
  readonly calls: Calls;
  readonly journal: Journal;
  readonly operator: EncoreClient;
  readonly concertId: string;
}

/** Watches the queue for everyone who waits: the public queue as often as it says, and the operator's stats. */
export class QueueWatch {
  readonly #options: QueueWatchOptions;
  #watchers: Watcher[] = [];
  #served = 0;
  #issued = 0;

  constructor(options: QueueWatchOptions) {
    this.#options = options;
  }

  /** Numbers issued, at the last look. */
  get issued(): number {
    return this.#issued;
  }

  /** Resolves when this number has been served. @throws the reason if the watch ends before */
  untilServed(number: number): Promise<void> {
    if (number <= this.#served) return Promise.resolve();
    return new Promise((come, fail) => this.#watchers.push({ number, come, fail }));
  }

  /** Reads the public queue once and wakes the people whose numbers have been served. */
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

  /** Reads the operator's stats once. */
  async sample() {
    const { calls, journal, operator, concertId } = this.#options;
    const { body } = await calls.make("stats", (signal) =>
      operator.call("readQueueStats", { params: { concertId }, signal }),
    );
    journal.add({ kind: "stats", active: body.active, waiting: body.waiting });
    return body;
  }

  /** Keeps reading both until `isOver`. @throws Error if the service refuses for good or the run ends */
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
      // The watch has ended, so people who still wait for it would wait for ever.
      for (const { fail } of this.#watchers.splice(0)) fail(error);
      throw error;
    }
  }
}
