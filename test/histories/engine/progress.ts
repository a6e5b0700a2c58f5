/** Tells how a long play is getting on: in place on a terminal, else every ten seconds. */
const TERMINAL_INTERVAL_MS = 200;
const LOG_INTERVAL_MS = 10_000;

export class Progress {
  readonly #total: number;
  readonly #startedMs = performance.now();
  #played = 0;
  #toldMs = this.#startedMs;

  constructor(total: number) {
    this.#total = total;
  }

  get seconds(): number {
    return (performance.now() - this.#startedMs) / 1000;
  }

  get perSecond(): number {
    return this.#played / this.seconds;
  }

  /** One more history has been played. */
  readonly count = (): void => {
    this.#played += 1;
    const isTerminal = process.stdout.isTTY;
    if (performance.now() - this.#toldMs < (isTerminal ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS)) return;
    this.#toldMs = performance.now();
    const secondsLeft = Math.max(0, this.#total - this.#played) / this.perSecond;
    const line = `  ${this.#played} of ${this.#total} histories, 0 failures, ${this.perSecond.toFixed(1)} a second, ${Math.ceil(secondsLeft)} s to go`;
    process.stdout.write(isTerminal ? `\r${line}\u001b[K` : `${line}\n`);
  };

  /** Takes the line off the terminal. */
  end(): void {
    if (process.stdout.isTTY) process.stdout.write("\r\u001b[K");
  }
}
