import { execFile } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { isRunning } from "#local/process/running.ts";

const POLL_MS = 500;
const SHELL = /^(?:.*\/)?-?(?:a|ba|da|k|z)?sh$/;
const run = promisify(execFile);

/** A process whose end means that nobody is left to end this one. */
type IsGone = () => boolean;

/** npm starts a shell, which starts this process. A shell stays when npm is killed, so npm itself is watched too. */
const npmAbove = async (shell: number): Promise<IsGone> => {
  const { stdout } = await run("ps", ["-o", "ppid=,comm=", "-p", String(shell)]);
  const [, npm, command] = /^\s*(\d+)\s+(.*\S)\s*$/.exec(stdout) ?? [];
  return npm === undefined || !SHELL.test(command ?? "") ? () => false : () => !isRunning(Number(npm));
};

/**
 * Resolves when the npm that started this process, or the shell between them, has ended: a signal to npm ends the shell,
 * which does not pass it on. Without npm it never resolves, so that a process started directly can outlive its shell.
 */
export const npmEnded = async (): Promise<void> => {
  if (process.env["npm_lifecycle_event"] === undefined) return new Promise(() => undefined);
  const parent = process.ppid;
  const isNpmGone = await npmAbove(parent).catch(() => () => false);
  while (process.ppid === parent && !isNpmGone()) await delay(POLL_MS, undefined, { ref: false });
};
