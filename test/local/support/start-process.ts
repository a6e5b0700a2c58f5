import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { eventually } from "#test/support/eventually.ts";

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StartProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Long, because the machine may be busy. */
const READY_SECONDS_MAX = 300;
const GONE_SECONDS_MAX = 60;

const running = new Set<ChildProcess>();

/** To call after each test: a failed test may have left a process running. */
export const endAll = async (): Promise<void> => {
  for (const child of running) {
    const closed = once(child, "close");
    // Its group: what npm starts does not end with npm.
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    await closed;
  }
};

export interface StartOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What to run; what `npm start` runs, without npm, if absent. */
  readonly command?: readonly [program: string, ...args: string[]];
}

/** Starts the service with these options of the command line. */
export const runStart = (options: readonly string[], { env, command }: StartOptions = {}): StartProcess => {
  const [program, ...args] = command ?? [process.execPath, "local/start.ts"];
  const child = spawn(program, [...args, ...options], {
    env: { ...process.env, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  running.add(child);
  child.once("close", () => running.delete(child));
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return { child, ended: once(child, "close").then(() => ({ code: child.exitCode, stdout, stderr })) };
};

export interface Ready {
  readonly url: string;
  readonly issuer: string;
  readonly dynamodb: string;
  readonly sqs: string;
  readonly pid: number;
}

/** Starts the service on free ports and waits until it is ready. @throws Error with its output if it ends instead */
export const startReady = async (
  folder: string,
  options: readonly string[],
  { env, ...how }: StartOptions = {},
): Promise<StartProcess & { ready: Ready }> => {
  const file = join(folder, "ready.json");
  // The folder also holds what a killed process leaves behind.
  const start = runStart(["--port", "0", "--ready-file", file, ...options], {
    ...how,
    env: { TMPDIR: folder, ...env },
  });
  const hasEnded = start.ended.then(({ stderr }) => {
    throw new Error(`It ended: ${stderr}`);
  });
  const text = await Promise.race([
    eventually("ready", () => readFile(file, "utf8").catch(() => undefined), READY_SECONDS_MAX),
    hasEnded,
  ]);
  hasEnded.catch(() => undefined);
  return { ...start, ready: JSON.parse(text) as Ready };
};

/** Waits until nothing listens at these addresses. */
export const allGone = async ({ url, issuer, dynamodb, sqs }: Ready): Promise<void> => {
  for (const endpoint of [url, issuer, dynamodb, sqs]) {
    await eventually(
      `nothing at ${endpoint}`,
      () =>
        fetch(endpoint).then(
          () => undefined,
          () => true,
        ),
      GONE_SECONDS_MAX,
    );
  }
};
