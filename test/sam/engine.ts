import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, openSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { output, pathOf } from "#test/sam/programs.ts";

const READY_SECONDS_MAX = 60;
const STOP_SECONDS_MAX = 30;
/** The bridge that an engine makes and leaves behind. */
const BRIDGE = "docker0";

/** A Docker engine that the tests may use. */
export interface Engine {
  readonly what: string;
  readonly stop: () => Promise<void>;
}

const responds = (): Promise<boolean> =>
  output("docker", ["info"]).then(
    () => true,
    () => false,
  );

/**
 * The machine's engine, or one that ends with the tests.
 * @returns why there is none, as a text
 */
export const provideEngine = async (): Promise<Engine | string> => {
  if ((await pathOf("docker")) === undefined) return "the command docker is not installed";
  if (await responds()) return { what: "the engine of this machine", stop: () => Promise.resolve() };
  const dockerd = await pathOf("dockerd");
  if (dockerd === undefined) return "no Docker engine is running, and dockerd is not installed";
  if (process.getuid?.() !== 0) return "no Docker engine is running, and only root can start one";
  return startEngine(dockerd);
};

/** Starts an engine whose every file is in one folder. It needs root, and nothing of the machine's own Docker. */
const startEngine = async (dockerd: string): Promise<Engine> => {
  const folder = await mkdtemp(join(tmpdir(), "encore-docker-"));
  const hadBridge = existsSync(`/sys/class/net/${BRIDGE}`);
  const host = `unix://${join(folder, "docker.sock")}`;
  const log = openSync(join(folder, "log"), "w");
  const child = spawn(
    dockerd,
    [
      `--host=${host}`,
      `--pidfile=${join(folder, "pid")}`,
      `--data-root=${join(folder, "data")}`,
      `--exec-root=${join(folder, "exec")}`,
      // Plain copies: overlays do not work on top of overlays, where tests may run.
      "--storage-driver=vfs",
      // Containers talk to this machine alone, so nothing has to be routed or translated, and no rule is left behind.
      "--iptables=false",
      "--ip6tables=false",
      "--ip-masq=false",
      "--ip-forward=false",
    ],
    { stdio: ["ignore", log, log], detached: true },
  );
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  process.env["DOCKER_HOST"] = host;

  const stop = async (): Promise<void> => {
    if (!hasEnded()) {
      const exit = once(child, "exit");
      child.kill("SIGTERM");
      await Promise.race([exit, delay(STOP_SECONDS_MAX * 1000, undefined, { ref: false })]);
      if (!hasEnded()) child.kill("SIGKILL");
      await exit;
    }
    delete process.env["DOCKER_HOST"];
    for (const mount of mountsBelow(folder)) await output("umount", ["--lazy", mount]);
    if (!hadBridge && existsSync(`/sys/class/net/${BRIDGE}`)) await output("ip", ["link", "delete", BRIDGE]);
    await rm(folder, { recursive: true, force: true });
  };

  for (const deadline = Date.now() + READY_SECONDS_MAX * 1000; Date.now() < deadline && !hasEnded(); await delay(200)) {
    if (await responds()) return { what: `an engine of its own, in ${folder}`, stop };
  }
  const words = readFileSync(join(folder, "log"), "utf8").split("\n").slice(-10).join("\n");
  await stop();
  throw new Error(`dockerd did not start.\n${words}`);
};

const mountsBelow = (folder: string): readonly string[] =>
  readFileSync("/proc/mounts", "utf8")
    .split("\n")
    .map((text) => text.split(" ")[1] ?? "")
    .filter((mount) => mount.startsWith(`${folder}/`))
    .toReversed();
