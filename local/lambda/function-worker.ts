import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import { Worker } from "node:worker_threads";
import type { FunctionLog } from "#local/lambda/function-log.ts";
import type { Invocation, Outcome, ThreadMessage, WorkerMessage, WorkerSetup } from "#local/lambda/messages.ts";

interface WorkerOptions {
  readonly setup: WorkerSetup;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly log: FunctionLog;
  /** Names the function in log lines. */
  readonly label: string;
}

/**
 * How long a thread may take to respond once an invocation's time is up. The functions refuse a late request themselves,
 * shortly before; a thread that is only busy gets to that first, while one that waits for nothing responds at once.
 */
const BUSY_SECONDS_MAX = 10;

type Settle = (outcome: Outcome) => void;

/** Loading a module can take long on a busy machine, and does not count towards the function's timeout. */
const LOAD_SECONDS_MAX = 120;

/** One thread of a function, until it ends. */
export class FunctionWorker {
  readonly #options: WorkerOptions;
  readonly #worker: Worker;
  readonly #ready: Promise<boolean>;
  readonly #pending = new Map<string, Settle>();
  #deathReason: string | undefined;
  #isRetired = false;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#worker = new Worker(new URL(import.meta.resolve("#local/lambda/function-thread.ts")), {
      env: options.environment,
      execArgv: [],
      workerData: options.setup,
      stdout: true,
      stderr: true,
    });
    const name = options.label;
    for (const stream of [this.#worker.stdout, this.#worker.stderr]) {
      createInterface({ input: stream }).on("line", (text) => options.log.write({ name, level: "INFO", text }));
    }
    this.#ready = new Promise((resolve) => {
      this.#worker.on("message", (message: WorkerMessage) => {
        if (message.kind === "ready") resolve(true);
        else this.#receive(message);
      });
      this.#worker.on("error", (error: unknown) => this.#die(error instanceof Error ? error.message : String(error)));
      this.#worker.on("exit", (code) => {
        this.#die(`its thread ended with code ${code}`);
        resolve(false);
      });
    });
  }

  /** Whether it can take invocations. A thread that timed out may be stuck for good, so it gets no more. */
  get isUsable(): boolean {
    return this.#deathReason === undefined && !this.#isRetired;
  }

  async invoke(event: unknown): Promise<Outcome> {
    const timeLimit = setTimeout(() => void this.stop(), LOAD_SECONDS_MAX * 1000);
    const isReady = await this.#ready;
    clearTimeout(timeLimit);
    if (!isReady || this.#deathReason !== undefined) {
      return { kind: "crash", reason: this.#deathReason ?? "it did not load" };
    }
    return this.#run(JSON.stringify(event));
  }

  #run(event: string): Promise<Outcome> {
    const { timeoutSeconds } = this.#options;
    const id = randomUUID();
    return new Promise((resolve) => {
      let timer = setTimeout(() => {
        this.#post({ kind: "ping", id });
        timer = setTimeout(() => this.#timeOut(id), BUSY_SECONDS_MAX * 1000);
      }, timeoutSeconds * 1000);
      this.#pending.set(id, (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      });
      const invocation: Invocation = { id, event, deadlineMs: Date.now() + timeoutSeconds * 1000 };
      this.#post({ kind: "invocation", invocation });
    });
  }

  #post(message: ThreadMessage): void {
    this.#worker.postMessage(message);
  }

  #timeOut(id: string): void {
    if (!this.#pending.has(id)) return;
    this.#isRetired = true;
    this.#settle(id, { kind: "timeout", reason: `Task timed out after ${this.#options.timeoutSeconds} seconds` });
  }

  #receive(message: Exclude<WorkerMessage, { kind: "ready" }>): void {
    const name = this.#options.label;
    if (message.kind === "log") {
      this.#options.log.write({ name, ...message });
    } else if (message.kind === "pong") {
      this.#timeOut(message.id);
    } else if (message.kind === "error") {
      this.#settle(message.id, { kind: "error", reason: `${message.errorType}: ${message.message}` });
    } else {
      const { payload } = message;
      this.#settle(message.id, {
        kind: "result",
        payload: payload === undefined ? undefined : (JSON.parse(payload) as unknown),
      });
    }
  }

  #settle(id: string, outcome: Outcome): void {
    const settle = this.#pending.get(id);
    this.#pending.delete(id);
    settle?.(outcome);
    // A retired thread is stopped when its last invocation has ended.
    if (this.#isRetired && this.#pending.size === 0) void this.stop();
  }

  #die(reason: string): void {
    this.#deathReason ??= reason;
    for (const id of this.#pending.keys()) this.#settle(id, { kind: "crash", reason: this.#deathReason });
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}
