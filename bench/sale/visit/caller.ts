/** One person's requests, each timed from the moment at which it was due. */
import type { Crowd } from "#bench/sale/people/crowd.ts";
import type { SaleLog } from "#bench/sale/sale-log.ts";
import { sleepUntil } from "#bench/sale/sleep-until.ts";
import type { StepName } from "#bench/sale/steps.ts";
import { type PauseCircumstances, type Pauses, persistently } from "#client/persistently.ts";
import { ProblemError } from "#client/problem-error.ts";
import type { EncoreClient } from "#client/table-client.ts";
import type { Random } from "#simulation/random.ts";
import { NO_RESPONSE } from "#test/load/traffic.ts";

/** Far longer than any response takes, so that a lost request does not hold up a person for ever. */
const RESPONSE_SECONDS_MAX = 30;
const IN_PROGRESS_TRIES_MAX = 10;

export type Send<Result> = (client: EncoreClient, signal: AbortSignal) => Promise<Result>;

interface CallerOptions {
  /** Must not retry by itself: each request is timed here. */
  readonly client: EncoreClient;
  readonly random: Random;
  readonly log: SaleLog;
  /** Ends everything that is still under way. */
  readonly signal: AbortSignal;
  readonly thinkSeconds: Crowd["thinkSeconds"];
  /** When the first request is due, on the clock of `performance.now`. */
  readonly dueMs: number;
}

const isInProgress = (error: unknown): boolean => error instanceof ProblemError && error.code === "REQUEST_IN_PROGRESS";

/** The status of a refusal. @throws the error if it is neither that nor a lost connection */
const statusOf = (error: unknown): number => {
  if (error instanceof ProblemError) return error.status;
  // fetch throws these when a connection breaks and when a response takes too long.
  const isLost = error instanceof TypeError || (error instanceof DOMException && error.name === "TimeoutError");
  if (!isLost) throw error;
  return NO_RESPONSE;
};

/** Whether the same request is sent again, so that the step goes on. */
const isPassing = (error: unknown, status: number): boolean =>
  status === 429 || status >= 500 || status === NO_RESPONSE || isInProgress(error);

const saysWhen = (error: unknown): boolean => error instanceof ProblemError && error.headers.has("retry-after");

export class Caller {
  readonly pauses: Pauses;
  readonly random: Random;
  readonly #options: CallerOptions;
  #dueMs: number;
  /** The step without a final answer, if there is one. */
  #open: { readonly step: StepName; readonly sentMs: number } | undefined;

  constructor(options: CallerOptions) {
    this.#options = options;
    this.#dueMs = options.dueMs;
    this.random = options.random;
    this.pauses = { pause: (seconds, why) => this.#pause(seconds, why), random: options.random.uniform };
  }

  /** Lets the person think before the next request. */
  think(): Promise<void> {
    const { min, max } = this.#options.thinkSeconds;
    const seconds = min + (max - min) * this.random.uniform();
    return this.#pause(seconds, { leastSeconds: seconds });
  }

  /** Sends a request once. Only a final answer ends the step. @throws ProblemError if it is refused */
  async ask<Result extends { readonly status: number }>(step: StepName, send: Send<Result>): Promise<Result> {
    const { client, signal, log } = this.#options;
    const sentMs = performance.now();
    this.#open = { step, sentMs };
    const note = (status: number, says: boolean): void => {
      log.exchanges.push({ call: step, status, saysWhen: says, ms: performance.now() - sentMs });
    };
    try {
      const result = await send(client, AbortSignal.any([signal, AbortSignal.timeout(RESPONSE_SECONDS_MAX * 1000)]));
      note(result.status, false);
      this.#end();
      return result;
    } catch (error) {
      signal.throwIfAborted();
      const status = statusOf(error);
      note(status, saysWhen(error));
      if (!isPassing(error, status)) this.#end();
      throw error;
    }
  }

  /** Sends a request, and again as long as it is refused for the moment. @throws ProblemError if it is refused for good */
  async persist<Result extends { readonly status: number }>(step: StepName, send: Send<Result>): Promise<Result> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await persistently(this.pauses, () => this.ask(step, send));
      } catch (failure) {
        if (!isInProgress(failure) || tries === IN_PROGRESS_TRIES_MAX) throw failure;
        const seconds = 1 + this.random.uniform();
        await this.#pause(seconds, { leastSeconds: seconds, failure });
      }
    }
  }

  /** Counts a step that will have no answer as one that has lasted until now. */
  giveUp(): void {
    this.#end();
  }

  #end(): void {
    if (this.#open === undefined) return;
    const { step, sentMs } = this.#open;
    const endedMs = performance.now();
    this.#options.log.steps.push({ step, dueMs: this.#dueMs, sentMs, endedMs });
    this.#open = undefined;
    this.#dueMs = endedMs;
  }

  async #pause(seconds: number, { failure }: PauseCircumstances): Promise<void> {
    const { signal } = this.#options;
    // A request that is sent again was due when it was sent first.
    const untilMs = performance.now() + seconds * 1000;
    if (failure === undefined) this.#dueMs = untilMs;
    await sleepUntil(untilMs, signal);
    signal.throwIfAborted();
  }
}
