import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";

export const PROJECT_DIR = join(import.meta.dirname, "..", "..");

/** The environment with the project's own programs first on PATH, as in npm scripts. */
export const environmentWith = (extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  ...extra,
  PATH: [join(PROJECT_DIR, "node_modules", ".bin"), process.env["PATH"]].join(delimiter),
});

const running = new Set<AbortController>();

/** Ends the running commands, so that an interrupted run leaves nothing behind. */
export const endCommands = (): void => {
  for (const command of running) command.abort();
};

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Returns the output instead of writing it to the terminal. */
  readonly captured?: boolean;
}

export interface CommandResult {
  /** Exit code; 1 if a signal ended the command. */
  readonly code: number;
  /** Both output streams; empty unless captured. */
  readonly output: string;
}

/**
 * Runs a program in the project's folder until it ends.
 * @throws Error if it could not be started, or endCommands ended it
 */
export const runCommand = (
  program: string,
  args: readonly string[],
  { env, captured = false }: CommandOptions = {},
): Promise<CommandResult> => {
  const ended = new AbortController();
  running.add(ended);
  const child = spawn(program, args, {
    cwd: PROJECT_DIR,
    env: environmentWith(env),
    stdio: ["ignore", captured ? "pipe" : "inherit", captured ? "pipe" : "inherit"],
    signal: ended.signal,
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise<CommandResult>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
  }).finally(() => running.delete(ended));
};
