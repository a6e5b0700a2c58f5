import { existsSync } from "node:fs";
import { mkdir, realpath, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { missing, output } from "#test/sam/programs.ts";

/** The first version checked with nodejs24.x. It has the emulator of Lambda's interface for both processors in it. */
const SAM_VERSION = "1.170.0";
/** AWS's own client of that interface, as Lambda's images have it. */
const RUNTIME_CLIENT_VERSION = "4.0.2";
/** What was installed once stays here, for every clone: it takes minutes. */
const FOLDER = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "encore", "sam");

const BUILD_PROGRAMS = ["cmake", "make", "g++", "autoconf", "automake", "libtoolize"];

export interface Tools {
  /** The folder with `sam` in it. */
  readonly samFolder: string;
  /** The folder of AWS's runtime interface client, with its native part. */
  readonly runtimeClient: string;
}

/** Installs into a folder under another name, and renames it once it is whole. */
const once = async (name: string, install: (folder: string) => Promise<unknown>): Promise<string> => {
  const folder = join(FOLDER, name);
  if (existsSync(folder)) return folder;
  const part = `${folder}.part`;
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true });
  await install(part);
  await rename(part, folder);
  return folder;
};

const installRuntimeClient = async (folder: string): Promise<void> => {
  await writeFile(join(folder, "package.json"), '{ "private": true }');
  // The headers come with this Node, so that none are downloaded.
  const node = dirname(dirname(await realpath(process.execPath)));
  const headers = existsSync(join(node, "include", "node")) ? { npm_config_nodedir: node } : {};
  const options = ["--ignore-scripts=false", "--no-audit", "--no-fund", "--no-package-lock"];
  await output("npm", ["install", ...options, `aws-lambda-ric@${RUNTIME_CLIENT_VERSION}`], {
    cwd: folder,
    env: { ...process.env, ...headers },
  });
};

/** A virtual environment has its own path in its programs, so it is made where it stays. */
const installSam = async (folder: string): Promise<void> => {
  const place = join(FOLDER, `sam-${SAM_VERSION}`);
  await output("python3", ["-m", "venv", place]);
  try {
    await output(join(place, "bin", "pip"), ["install", "--quiet", "--no-compile", `aws-sam-cli==${SAM_VERSION}`]);
  } catch (error) {
    await rm(place, { recursive: true, force: true });
    throw error;
  }
  await writeFile(join(folder, "installed"), "");
};

/** @returns what this machine lacks to install them, as a text */
export const provideTools = async (): Promise<Tools | string> => {
  const client = `runtime-client-${RUNTIME_CLIENT_VERSION}-${process.arch}`;
  const lacks = await missing(
    "python3",
    "busybox",
    "tar",
    "ldd",
    ...(existsSync(join(FOLDER, client)) ? [] : BUILD_PROGRAMS),
  );
  if (lacks.length > 0) return `${lacks.join(", ")} ${lacks.length === 1 ? "is" : "are"} not installed`;
  const [folder] = await Promise.all([
    once(client, installRuntimeClient),
    once(`sam-${SAM_VERSION}-installed`, installSam),
  ]);
  return {
    samFolder: join(FOLDER, `sam-${SAM_VERSION}`, "bin"),
    runtimeClient: join(folder, "node_modules", "aws-lambda-ric"),
  };
};
