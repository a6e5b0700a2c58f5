import { createWriteStream, type WriteStream } from "node:fs";
import type { LogLevel } from "#local/lambda/messages.ts";

export interface LogLine {
  /** The function's name. */
  readonly name: string;
  readonly level: LogLevel;
  readonly text: string;
  readonly requestId?: string | undefined;
}

interface LogOptions {
  /** Whether to show every line, not only warnings and errors. */
  readonly verbose: boolean;
  /** The file that keeps all lines; they are not kept if absent. */
  readonly file?: string | undefined;
}

/** Writes what the functions log to the terminal and to a file. */
export class FunctionLog {
  readonly #verbose: boolean;
  readonly #file: WriteStream | undefined;

  constructor({ verbose, file }: LogOptions) {
    this.#verbose = verbose;
    this.#file = file === undefined ? undefined : createWriteStream(file, { flags: "a" });
  }

  write({ name, level, text, requestId }: LogLine): void {
    this.#file?.write(`${JSON.stringify({ time: new Date().toISOString(), level, name, requestId, text })}\n`);
    if (this.#verbose || level === "WARN" || level === "ERROR") process.stderr.write(`${name} ${level} ${text}\n`);
  }

  close(): void {
    this.#file?.end();
  }
}
