import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { environmentWith, PROJECT_DIR } from "#test/runner/run-command.ts";
import { IMAGE } from "#test/sam/lambda-image.ts";

/** Long, because the machine may be busy; a command that ends instead is noticed at once. */
const READY_SECONDS_MAX = 480;
const STOP_SECONDS_MAX = 90;
const POLL_MS = 200;

export interface SamService {
  readonly url: string;
  readonly issuer: string;
  readonly log: () => Promise<string>;
  /** @throws Error unless the command ends well, and in time */
  readonly end: (signal: "SIGINT" | "SIGTERM") => Promise<void>;
}

/** Two ports side by side that nothing listens on. */
const freePorts = async (): Promise<number> => {
  for (;;) {
    const server = createServer().listen(0, "0.0.0.0");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const next = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      next.once("error", () => resolve(false));
      next.listen(port + 1, "0.0.0.0", () => resolve(true));
    });
    next.close();
    server.close();
    if (isFree && port < 65_000) return port;
  }
};

const running = new Set<() => Promise<void>>();

/** Ends every service, for a run that is interrupted. */
export const endServices = async (): Promise<void> => {
  await Promise.all([...running].map((end) => end()));
};

/** Starts `npm run sam` on the image of the tests, with these options besides. @throws Error with its last output */
export const startSam = async (options: readonly string[] = []): Promise<SamService> => {
  const folder = await mkdtemp(join(tmpdir(), "encore-sam-"));
  const [readyFile, logFile] = [join(folder, "ready.json"), join(folder, "log")];
  const descriptor = openSync(logFile, "w");
  const port = await freePorts();
  const child = spawn(
    process.execPath,
    ["local/sam.ts", "--port", String(port), "--image", IMAGE, "--ready-file", readyFile, ...options],
    { cwd: PROJECT_DIR, env: environmentWith(), stdio: ["ignore", descriptor, descriptor] },
  );
  closeSync(descriptor);
  const log = () => readFile(logFile, "utf8").catch(() => "");
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const end = async (signal: "SIGINT" | "SIGTERM"): Promise<void> => {
    running.delete(endNow);
    const exit = once(child, "exit");
    if (!hasEnded()) {
      child.kill(signal);
      await Promise.race([exit, delay(STOP_SECONDS_MAX * 1000, undefined, { ref: false })]);
    }
    const isLate = !hasEnded();
    if (isLate) child.kill("SIGKILL");
    const words = (await log()).slice(-2000);
    await rm(folder, { recursive: true, force: true });
    if (isLate) throw new Error(`npm run sam did not end within ${STOP_SECONDS_MAX} s of ${signal}.\n${words}`);
    if (child.exitCode !== 0)
      throw new Error(`npm run sam ended with ${child.exitCode ?? child.signalCode}.\n${words}`);
  };
  const endNow = () => end("SIGTERM").catch(() => undefined);
  running.add(endNow);

  for (
    const deadline = Date.now() + READY_SECONDS_MAX * 1000;
    Date.now() < deadline && !hasEnded();
    await delay(POLL_MS)
  ) {
    const text = await readFile(readyFile, "utf8").catch(() => "");
    if (text !== "") return { ...(JSON.parse(text) as Pick<SamService, "url" | "issuer">), log, end };
  }
  const words = (await log()).slice(-6000);
  await endNow();
  throw new Error(`npm run sam was not ready within ${READY_SECONDS_MAX} s.\n${words}`);
};
