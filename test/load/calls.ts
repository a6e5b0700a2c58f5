import { setTimeout as sleep } from "node:timers/promises";
import { ProblemError } from "#client/problem-error.ts";
import { Semaphore } from "#local/semaphore.ts";
import type { Random } from "#simulation/random.ts";
import { type Exchange, NO_RESPONSE } from "#test/load/traffic.ts";

/** Far longer than any response takes, so that a lost request does not hold up its sender for ever. */
const RESPONSE_SECONDS_MAX = 30;
const SENDS_MAX = 25;
const PAUSE_SECONDS_MAX = 60;
const PAUSE_SECONDS_DEFAULT = 1;

interface Refusal {
  readonly status: number;
  /** Seconds until the same request may be sent again; undefined if it may not. */
  readonly retrySeconds: number | undefined;
}

/** The seconds in a Retry-After header, which might also hold a date. */
const secondsIn = (retryAfter: string): number => {
  const seconds = Number(retryAfter);
  return seconds >= 0 ? Math.min(seconds, PAUSE_SECONDS_MAX) : PAUSE_SECONDS_DEFAULT;
};

const refusalOf = (error: unknown): Refusal => {
  if (error instanceof ProblemError) {
    const retryAfter = error.headers.get("retry-after");
    return { status: error.status, retrySeconds: retryAfter === null ? undefined : secondsIn(retryAfter) };
  }
  // fetch throws these when a connection breaks and when a response takes too long.
  const isLost = error instanceof TypeError || (error instanceof DOMException && error.name === "TimeoutError");
  if (!isLost) throw error;
  return { status: NO_RESPONSE, retrySeconds: PAUSE_SECONDS_DEFAULT };
};

interface CallsOptions {
  readonly connections: number;
  /** Every exchange is added to it. */
  readonly traffic: Exchange[];
  readonly random: Random;
  readonly signal: AbortSignal;
}

/** Sends requests over a limited number of connections, and retries them as the service asks. */
export class Calls {
  readonly #traffic: Exchange[];
  readonly #connections: Semaphore;
  readonly #random: Random;
  readonly #signal: AbortSignal;

  constructor(options: CallsOptions) {
    this.#traffic = options.traffic;
    this.#connections = new Semaphore(options.connections);
    this.#random = options.random;
    this.#signal = options.signal;
  }

  /**
   * Sends a request, and again as long as the service asks for a retry.
   * @param send called when a connection is free, once for each time the request is sent
   * @throws ProblemError if the service refuses the request for good, or too often
   */
  async make<Result extends { readonly status: number }>(
    call: string,
    send: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    for (let sent = 1; ; sent += 1) {
      const result = await this.#connections.run(() => this.#once(call, send));
      if ("response" in result) return result.response;
      if (result.retrySeconds === undefined || sent >= SENDS_MAX) throw result.error;
      // People who were refused at the same time must not retry at the same time.
      await this.pause(result.retrySeconds + this.#random.uniform());
    }
  }

  /** Waits, unless the run ends. @throws the reason if the run ends */
  async pause(seconds: number): Promise<void> {
    await sleep(seconds * 1000, undefined, { signal: this.#signal }).catch(() => undefined);
    this.#signal.throwIfAborted();
  }

  async #once<Result extends { readonly status: number }>(
    call: string,
    send: (signal: AbortSignal) => Promise<Result>,
  ) {
    this.#signal.throwIfAborted();
    const startedMs = performance.now();
    const note = (status: number, saysWhen: boolean) =>
      this.#traffic.push({ call, status, saysWhen, ms: performance.now() - startedMs });
    try {
      const response = await send(AbortSignal.any([this.#signal, AbortSignal.timeout(RESPONSE_SECONDS_MAX * 1000)]));
      note(response.status, false);
      return { response };
    } catch (error) {
      this.#signal.throwIfAborted();
      const { status, retrySeconds } = refusalOf(error);
      note(status, retrySeconds !== undefined);
      return { error, retrySeconds };
    }
  }
}
