/** The pages, built: their types are checked, and they are bundled, once for each state of their sources. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { access, glob, mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { PROJECT_DIR } from "#lib/project.ts";

const run = promisify(execFile);

/** Everything that the pages are made of. */
const SOURCES = [
  "web/{booking,shared,build}/**/*",
  "web/*.{json,ts}",
  "{client,contract}/**/*.ts",
  "package-lock.json",
  "tsconfig.json",
];
const DIST = join(PROJECT_DIR, "web", "dist");
/** Earlier states that are kept, the newest ones: going back to one needs no build. */
const STATES_KEPT = 3;

const sourcesHash = async (): Promise<string> => {
  const files: string[] = [];
  for await (const entry of glob(SOURCES, { cwd: PROJECT_DIR, withFileTypes: true })) {
    if (entry.isFile()) files.push(join(entry.parentPath, entry.name));
  }
  const hash = createHash("sha256");
  for (const file of files.toSorted()) hash.update(file.slice(PROJECT_DIR.length)).update(await readFile(file));
  return hash.digest("hex").slice(0, 16);
};

const exists = async (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const program = (path: string): string => join(PROJECT_DIR, "node_modules", path);

/** Runs a program of Node. @throws Error with what it printed if it fails */
const runNode = async (what: string, args: readonly string[]): Promise<void> => {
  try {
    // The same pages whoever builds them: a test runner's NODE_ENV would make them larger.
    await run(process.execPath, args, { cwd: PROJECT_DIR, env: { ...process.env, NODE_ENV: "production" } });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { readonly stdout?: string; readonly stderr?: string };
    throw new Error(`${what}\n${stdout}${stderr}`.trimEnd(), { cause: error });
  }
};

/** Two programs that build the same state at once do no harm: the first that ends counts. */
const buildInto = async (folder: string): Promise<void> => {
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(DIST, { recursive: true });
  await runNode("The types of the pages have errors.", [program("typescript/bin/tsc"), "--project", "web"]);
  await runNode("The pages could not be built.", [join(PROJECT_DIR, "web", "build", "build.ts"), unfinished]);
  try {
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await exists(folder))) throw error;
  }
};

/** A build that has not ended has a dot in its name: another process is at work on it. */
const removeOldStates = async (current: string): Promise<void> => {
  const names = (await readdir(DIST)).filter((name) => name !== current && !name.includes("."));
  const states = await Promise.all(
    names.map(async (name) => ({ name, builtMs: (await stat(join(DIST, name))).mtimeMs })),
  );
  const oldest = states.toSorted((a, b) => b.builtMs - a.builtMs).slice(STATES_KEPT);
  for (const { name } of oldest) await rm(join(DIST, name), { recursive: true, force: true });
};

/**
 * Builds the pages, unless this state of their sources was built before.
 * @returns the folder with their files
 * @throws Error with the errors of types if there are any: a message that a language lacks is one
 */
export const buildPages = async (): Promise<string> => {
  const state = await sourcesHash();
  const folder = join(DIST, state);
  if (await exists(folder)) return folder;
  await buildInto(folder);
  await removeOldStates(state);
  return folder;
};
