import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface GuardedChild {
  /** Resolves when the command ends by itself, with the last text it wrote. Never rejects. */
  readonly died: Promise<string>;
  /** Ends the command at once; resolves when it has ended. */
  readonly stop: () => Promise<void>;
}

const LAST_WORDS_MAX = 2000;
const guard = fileURLToPath(import.meta.resolve("#local/dynamodb/parent-death-guard.ts"));

/** Starts a command that ends together with this process, however this process ends. */
export const startGuarded = (
  command: string,
  parameters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): GuardedChild => {
  // Its own process group: Ctrl-C in a terminal reaches only this process, which then stops the command in order.
  const child = fork(guard, [command, ...parameters], {
    detached: true,
    env: { ...process.env, ...environment },
    execArgv: [],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let lastWords = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString()).slice(-LAST_WORDS_MAX);
  });
  const exited = once(child, "exit");
  return {
    died: exited.then(() => lastWords.trim()),
    stop: async () => {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
};
