import { setTimeout as sleep } from "node:timers/promises";
import { ProblemError } from "#client/problem-error.ts";
import type { Chance } from "#simulation/random.ts";
import { gateOf } from "#test/load/semaphore.ts";
import { type Exchange, NO_ANSWER } from "#test/load/traffic.ts";

/** Far longer than any answer takes: a request without one must not keep its sender for ever. */
const ANSWER_SECONDS_MAX = 30;
const SENDS_MAX = 25;
const PAUSE_SECONDS_MAX = 60;
const PAUSE_SECONDS_DEFAULT = 1;

interface Refusal {
  readonly status: number;
  /** When the same request may be sent again; undefined: never. */
  readonly retrySeconds: number | undefined;
}

/** The seconds of a Retry-After, which might be a date as well. */
const secondsIn = (retryAfter: string): number => {
  const seconds = Number(retryAfter);
  return seconds >= 0 ? Math.min(seconds, PAUSE_SECONDS_MAX) : PAUSE_SECONDS_DEFAULT;
};

const refusalOf = (error: unknown): Refusal => {
  if (error instanceof ProblemError) {
    const retryAfter = error.headers.get("retry-after");
    return { status: error.status, retrySeconds: retryAfter === null ? undefined : secondsIn(retryAfter) };
  }
  // What fetch throws when a connection breaks and when an answer takes too long.
  const isLost = error instanceof TypeError || (error instanceof DOMException && error.name === "TimeoutError");
  if (!isLost) throw error;
  return { status: NO_ANSWER, retrySeconds: PAUSE_SECONDS_DEFAULT };
};

interface CallsOptions {
  readonly connections: number;
  /** Every exchange is added to it. */
  readonly traffic: Exchange[];
  readonly chance: Chance;
  readonly signal: AbortSignal;
}

/** Sends requests over so many connections at most, and is as patient as the service asks. */
export class Calls {
  readonly #traffic: Exchange[];
  readonly #throughGate: ReturnType<typeof gateOf>;
  readonly #chance: Chance;
  readonly #signal: AbortSignal;

  constructor(options: CallsOptions) {
    this.#traffic = options.traffic;
    this.#throughGate = gateOf(options.connections);
    this.#chance = options.chance;
    this.#signal = options.signal;
  }

  /**
   * Sends a request until it is answered without being told to come back.
   * @param send is called when a connection is free, once for each time the request goes out
   * @throws ProblemError if the service refuses it for good, or too often
   */
  async make<Answer extends { readonly status: number }>(
    call: string,
    send: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    for (let sent = 1; ; sent += 1) {
      const result = await this.#throughGate(() => this.#once(call, send));
      if ("answer" in result) return result.answer;
      if (result.retrySeconds === undefined || sent >= SENDS_MAX) throw result.error;
      // People who were refused together must not come back together.
      await this.pause(result.retrySeconds + this.#chance.uniform());
    }
  }

  /** Waits, unless the run ends. @throws the reason of the end */
  async pause(seconds: number): Promise<void> {
    await sleep(seconds * 1000, undefined, { signal: this.#signal }).catch(() => undefined);
    this.#signal.throwIfAborted();
  }

  async #once<Answer extends { readonly status: number }>(
    call: string,
    send: (signal: AbortSignal) => Promise<Answer>,
  ) {
    this.#signal.throwIfAborted();
    const startedMs = performance.now();
    const note = (status: number, saysWhen: boolean) =>
      this.#traffic.push({ call, status, saysWhen, ms: performance.now() - startedMs });
    try {
      const answer = await send(AbortSignal.any([this.#signal, AbortSignal.timeout(ANSWER_SECONDS_MAX * 1000)]));
      note(answer.status, false);
      return { answer };
    } catch (error) {
      this.#signal.throwIfAborted();
      const { status, retrySeconds } = refusalOf(error);
      note(status, retrySeconds !== undefined);
      return { error, retrySeconds };
    }
  }
}
