import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "#local/dynamodb/free-port.ts";
import { logTo, start, stop, succeed } from "#test/deploy/programs.ts";

const READY_SECONDS_MAX = 60;
const INSTALL_SECONDS_MAX = 300;
/** The emulator keeps a process for each function that was called; they end after this time without a call. */
const WARM_SECONDS = 15;
/** As many as an account has by default. The emulator would take fewer, by the memory of this machine. */
const CALLS_AT_ONCE_MAX = 1000;

/** An emulator of AWS on this machine, whose state outlives its restarts. */
export interface Emulator {
  readonly endpoint: string;
  readonly port: number;
  readonly install: () => Promise<void>;
  /** @param enforcesGrants whether calls need the rights of the caller's role */
  readonly start: (enforcesGrants: boolean) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** What every program gets that must reach the emulator, and never AWS, whatever this machine has credentials for. */
export const emulatorVariables = (endpoint: string, folder: string): NodeJS.ProcessEnv => {
  const { AWS_PROFILE: _, AWS_SESSION_TOKEN: __, ...rest } = process.env;
  return {
    ...rest,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: "us-east-1",
    AWS_DEFAULT_REGION: "us-east-1",
    AWS_CONFIG_FILE: join(folder, "no-config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "no-credentials"),
    AWS_EC2_METADATA_DISABLED: "true",
    CDK_HOME: join(folder, "cdk-home"),
    CI: "1",
    NO_COLOR: "1",
  };
};

/** Installs the emulator, of exactly the pinned version and files. */
const install = async (folder: string, venv: string): Promise<void> => {
  const options = { cwd: folder, env: process.env, secondsMax: INSTALL_SECONDS_MAX };
  await succeed("python3", ["-m", "venv", venv], options).catch((error: unknown) => {
    throw new Error(
      `${String(error)}\nThe emulator needs Python 3.10 or later with venv: on Debian, apt-get install python3-venv.`,
    );
  });
  const requirements = join(import.meta.dirname, "requirements.txt");
  const flags = ["--quiet", "--no-compile", "--disable-pip-version-check", "--require-hashes", "--only-binary=:all:"];
  await succeed(join(venv, "bin", "pip"), ["install", ...flags, "-r", requirements], options);
};

const isReady = async (endpoint: string): Promise<boolean> =>
  fetch(`${endpoint}/_ministack/health`).then(
    ({ ok }) => ok,
    () => false,
  );

export const newEmulator = async (folder: string): Promise<Emulator> => {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const venv = join(folder, "venv");
  const state = join(folder, "state");
  const temporary = join(folder, "tmp");
  for (const each of [state, temporary]) mkdirSync(each, { recursive: true });
  let child: ReturnType<typeof start> | undefined;
  return {
    endpoint,
    port,
    install: () => install(folder, venv),
    start: async (enforcesGrants) => {
      child = start(join(venv, "bin", "python"), [join(import.meta.dirname, "start.py")], {
        cwd: folder,
        env: {
          ...process.env,
          GATEWAY_PORT: String(port),
          BIND_HOST: "127.0.0.1",
          SFTP_ENABLED: "0",
          IOT_MTLS_ENABLED: "0",
          LAMBDA_EXECUTOR: "local",
          LAMBDA_WARM_TTL_SECONDS: String(WARM_SECONDS),
          LAMBDA_ACCOUNT_CONCURRENCY: String(CALLS_AT_ONCE_MAX),
          PERSIST_STATE: "1",
          STATE_DIR: state,
          S3_PERSIST: "1",
          S3_DATA_DIR: join(state, "s3"),
          TMPDIR: temporary,
          AUTH: String(enforcesGrants),
          NODE_OPTIONS: `--import ${join(import.meta.dirname, "names.mjs")}`,
        },
      });
      logTo(child, join(folder, "emulator.log"));
      const deadline = Date.now() + READY_SECONDS_MAX * 1000;
      while (!(await isReady(endpoint))) {
        if (child.exitCode !== null || Date.now() > deadline)
          throw new Error(`The emulator does not start: see ${join(folder, "emulator.log")}.`);
        await delay(200);
      }
    },
    stop: async () => {
      if (child !== undefined) await stop(child);
      child = undefined;
    },
  };
};
