import { styleText } from "node:util";
import { Cleanup } from "#local/process/cleanup.ts";
import { npmEnded } from "#local/process/parent-watch.ts";

/** The life of a command that runs until somebody ends it. */
export interface Lifetime {
  /** Stops what the command has started. */
  readonly cleanup: Cleanup;
  /** Stops everything and ends the process. Only the first reason is reported: stopping the parts causes others. */
  readonly end: (code: number, reason?: string) => Promise<void>;
}

/** Ends the process in order when a signal asks for it, or when the npm that started it has ended. */
export const beginLifetime = (): Lifetime => {
  const cleanup = new Cleanup();
  let isEnding = false;

  const end = async (code: number, reason?: string): Promise<void> => {
    if (isEnding) return;
    isEnding = true;
    if (reason !== undefined)
      process.stderr.write(`${styleText("red", "encore:", { stream: process.stderr })} ${reason}\n`);
    await cleanup.run();
    process.exit(code);
  };

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    // A second signal must not end the process in the middle of its clean-up.
    process.on(signal, () => void end(0));
  }
  // A terminal that is gone must not end the process in the middle of its clean-up either.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  void npmEnded().then(() => end(0, "npm has ended, so the service ends too."));
  return { cleanup, end };
};
