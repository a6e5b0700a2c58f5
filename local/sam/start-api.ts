import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";

/** SAM builds an image, and starts a container for the first request. */
const READY_SECONDS_MAX = 300;
const HEALTH_TIMEOUT_MS = 60_000;
const PAUSE_MS = 500;
/** SAM ends its containers one by one. After this time the rest is removed at once. */
const STOP_SECONDS_MAX = 5;

export interface SamOptions {
  readonly port: number;
  readonly templateFile: string;
  readonly variablesFile: string;
  readonly network: string;
  /** An image that is already on this machine; AWS's image is pulled otherwise. */
  readonly image: string | undefined;
}

export interface RunningSam {
  /** Resolves when SAM ends, with a sentence about it. */
  readonly ended: Promise<string>;
  readonly stop: () => Promise<void>;
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

/** Starts `sam local start-api`. */
export const startSamApi = ({ port, templateFile, variablesFile, network, image }: SamOptions): RunningSam => {
  const options = {
    template: templateFile,
    "env-vars": variablesFile,
    host: "0.0.0.0",
    port: String(port),
    "docker-network": network,
    "warm-containers": "LAZY",
    // Docker Desktop knows this name; Docker on Linux does not.
    "add-host": "host.docker.internal:host-gateway",
    ...(image === undefined ? {} : { "invoke-image": image }),
  };
  const sam = spawn(
    "sam",
    [
      "local",
      "start-api",
      ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
      ...(image === undefined ? [] : ["--skip-pull-image"]),
    ],
    // Without a group of its own, Ctrl-C would end it together with what it needs to end its containers.
    { stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, SAM_CLI_TELEMETRY: "0" }, detached: true },
  );
  const ended = new Promise<string>((resolve) => {
    sam.once("error", (error) => resolve(`sam could not be started: ${error.message}`));
    sam.once("exit", (code, signal) => resolve(`sam ended with ${code ?? signal}.`));
  });
  return { ended, stop: () => stop(sam) };
};

/** SAM ends its containers on SIGINT, and on no other signal. */
const stop = async (sam: ChildProcess): Promise<void> => {
  if (sam.pid === undefined || hasEnded(sam)) return;
  const exit = once(sam, "exit");
  sam.kill("SIGINT");
  await Promise.race([exit, delay(STOP_SECONDS_MAX * 1000, undefined, { ref: false })]);
  if (!hasEnded(sam)) sam.kill("SIGKILL");
  await exit;
};

/**
 * Waits until a function responds in its container.
 * @throws Error if none does in time; what SAM printed says why
 */
export const whenResponding = async (url: string): Promise<void> => {
  const deadline = Date.now() + READY_SECONDS_MAX * 1000;
  let reason = "";
  while (Date.now() < deadline) {
    try {
      const response = await fetch(`${url}/v1/health`, { signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS) });
      if (response.ok) return;
      reason = `GET /v1/health is ${response.status}: ${await response.text()}`;
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
    await delay(PAUSE_MS);
  }
  throw new Error(`No function responded within ${READY_SECONDS_MAX} s. ${reason}`);
};
