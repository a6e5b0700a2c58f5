import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { environmentWith, PROJECT_DIR } from "#test/runner/run-command.ts";

/** Long, because the machine may be busy; a service that ends instead is noticed at once. */
const READY_SECONDS_MAX = 300;
const STOP_SECONDS_MAX = 15;
const POLL_MS = 100;
const LOG_TAIL_CHARACTERS = 4000;

export interface LocalService {
  readonly url: string;
  readonly issuer: string;
  /** Ends the service. @throws Error if it had died before */
  readonly stop: () => Promise<void>;
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

const end = async (child: ChildProcess): Promise<void> => {
  if (hasEnded(child)) return;
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  await Promise.race([exit, delay(STOP_SECONDS_MAX * 1000, undefined, { ref: false })]);
  if (!hasEnded(child)) child.kill("SIGKILL");
  await exit;
};

const whenReady = async (child: ChildProcess, file: string): Promise<Pick<LocalService, "url" | "issuer">> => {
  const deadline = Date.now() + READY_SECONDS_MAX * 1000;
  while (Date.now() < deadline) {
    const text = await readFile(file, "utf8").catch(() => "");
    if (text !== "") return JSON.parse(text) as Pick<LocalService, "url" | "issuer">;
    if (hasEnded(child))
      throw new Error(`The local service ended with exit code ${child.exitCode} instead of starting.`);
    await delay(POLL_MS);
  }
  throw new Error(`The local service was not ready within ${READY_SECONDS_MAX} s.`);
};

/** Ends each running service, for a run that is interrupted. */
const running = new Set<() => Promise<unknown>>();

export const endServices = async (): Promise<void> => {
  await Promise.all([...running].map((stop) => stop()));
};

/**
 * Starts the service as `npm start` does, on a free port, without demo data, with these options.
 * @throws Error with its last output if it does not get ready
 */
export const startLocalService = async (options: readonly string[]): Promise<LocalService> => {
  const folder = await mkdtemp(join(tmpdir(), "encore-service-"));
  const [readyFile, logFile] = [join(folder, "ready.json"), join(folder, "log")];
  const log = openSync(logFile, "w");
  const child = spawn(
    process.execPath,
    ["local/start.ts", "--port", "0", "--seed", "none", "--ready-file", readyFile, ...options],
    { cwd: PROJECT_DIR, env: environmentWith(), stdio: ["ignore", log, log] },
  );
  closeSync(log);
  const stop = async (): Promise<string> => {
    await end(child);
    running.delete(stop);
    const tail = (await readFile(logFile, "utf8").catch(() => "")).slice(-LOG_TAIL_CHARACTERS);
    await rm(folder, { recursive: true, force: true });
    return tail;
  };
  running.add(stop);

  try {
    const { url, issuer } = await whenReady(child, readyFile);
    return {
      url,
      issuer,
      stop: async () => {
        const died = hasEnded(child);
        const tail = await stop();
        if (died) throw new Error(`The local service died during the tests. Its last output:\n${tail}`);
      },
    };
  } catch (error) {
    const tail = await stop();
    throw new Error(`${error instanceof Error ? error.message : String(error)} Its last output:\n${tail}`, {
      cause: error,
    });
  }
};
