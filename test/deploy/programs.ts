/** Programs that the gate starts: each in a process group of its own, and none outlives the gate. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

const STOP_SECONDS_MAX = 20;
const TAIL_LINES = 60;

export interface Program {
  /** Its output, both streams. */
  readonly output: string;
  readonly code: number;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly input?: string;
  readonly secondsMax: number;
}

const groups = new Set<ChildProcess>();

const killGroup = (child: ChildProcess, signal: NodeJS.Signals): void => {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group has ended.
  }
};

/** Starts a program in a process group of its own. */
export const start = (
  program: string,
  args: readonly string[],
  { cwd, env }: Pick<RunOptions, "cwd" | "env">,
): ChildProcess & {
  readonly stdin: NodeJS.WritableStream;
  readonly stdout: NodeJS.ReadableStream;
  readonly stderr: NodeJS.ReadableStream;
} => {
  const child = spawn(program, args, { cwd, env, detached: true, stdio: ["pipe", "pipe", "pipe"] });
  groups.add(child);
  return child;
};

/** Ends a program with everything that it has started. */
export const stop = async (child: ChildProcess): Promise<void> => {
  const exit = child.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined;
  killGroup(child, "SIGTERM");
  await Promise.race([exit, delay(STOP_SECONDS_MAX * 1000, undefined, { ref: false })]);
  killGroup(child, "SIGKILL");
  await exit;
  groups.delete(child);
};

/** For the end of the gate, whatever ended it. */
export const killAll = (): void => {
  for (const child of groups) killGroup(child, "SIGKILL");
  groups.clear();
};

/** Writes both streams of a program to a file. */
export const logTo = (child: ReturnType<typeof start>, file: string): void => {
  const log = createWriteStream(file, { flags: "a" });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
};

/** Runs a program until it ends. @throws Error if it takes too long */
export const run = async (
  program: string,
  args: readonly string[],
  { input = "", secondsMax, ...options }: RunOptions,
): Promise<Program> => {
  const child = start(program, args, options);
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stdin.end(input);
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort();
    killGroup(child, "SIGKILL");
  }, secondsMax * 1000);
  try {
    const [code] = (await once(child, "close")) as [number | null];
    const output = Buffer.concat(chunks).toString();
    if (late.signal.aborted)
      throw new Error(`${tailOf(output)}\n${program} ${args.join(" ")} took more than ${secondsMax} s.`);
    return { output, code: code ?? 1 };
  } finally {
    clearTimeout(timer);
    groups.delete(child);
  }
};

export const tailOf = (output: string): string => output.trimEnd().split("\n").slice(-TAIL_LINES).join("\n");

/** Runs a program that has to succeed. @returns its output. @throws Error with its last output if it fails */
export const succeed = async (program: string, args: readonly string[], options: RunOptions): Promise<string> => {
  const { code, output } = await run(program, args, options);
  if (code !== 0) throw new Error(`${tailOf(output)}\n${program} ${args.join(" ")} ended with ${code}.`);
  return output;
};
