import { monotonicMs, waitUntil } from "#functions/shared/time.ts";

interface MonotonicClock {
  readonly nowMs: () => number;
  readonly waitUntil: (momentMs: number) => Promise<void>;
}

/**
 * Spreads calls over time, so that they consume no more units a second on average than is allowed. What a call consumes is
 * known only afterwards, so the next one waits for it. Time in which nothing was consumed does not count for later.
 */
export class UnitPace {
  readonly #unitsPerSecond: number;
  readonly #clock: MonotonicClock;
  #freeAtMs = 0;

  constructor(unitsPerSecond: number, clock: MonotonicClock = { nowMs: monotonicMs, waitUntil }) {
    this.#unitsPerSecond = unitsPerSecond;
    this.#clock = clock;
  }

  /** Waits until another call may begin. */
  turn(): Promise<void> {
    return this.#clock.waitUntil(this.#freeAtMs);
  }

  consumed(units: number): void {
    this.#freeAtMs = Math.max(this.#clock.nowMs(), this.#freeAtMs) + (units / this.#unitsPerSecond) * 1000;
  }
}
