/** Shows how far the histories of a suite have got: in place on a terminal, else every ten seconds. */
const TERMINAL_INTERVAL_MS = 200;
const LOG_INTERVAL_MS = 10_000;

export class Progress {
  readonly #total: number;
  readonly #startedMs = performance.now();
  #passed = 0;
  #shownMs = this.#startedMs;

  constructor(total: number) {
    this.#total = total;
  }

  get seconds(): number {
    return (performance.now() - this.#startedMs) / 1000;
  }

  get perSecond(): number {
    return this.#passed / this.seconds;
  }

  /** One more history has passed. */
  readonly count = (): void => {
    this.#passed += 1;
    const isTerminal = process.stdout.isTTY;
    if (performance.now() - this.#shownMs < (isTerminal ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS)) return;
    this.#shownMs = performance.now();
    const secondsLeft = Math.max(0, this.#total - this.#passed) / this.perSecond;
    const queue = `  ${this.#passed} of ${this.#total} histories, 0 failures, ${this.perSecond.toFixed(1)} a second, ${Math.ceil(secondsLeft)} s to go`;
    process.stdout.write(isTerminal ? `\r${queue}\u001b[K` : `${queue}\n`);
  };

  /** Clears the queue on the terminal. */
  end(): void {
    if (process.stdout.isTTY) process.stdout.write("\r\u001b[K");
  }
}
