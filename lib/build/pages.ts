/** The pages, built: their types are checked, and they are bundled, once for each state of their sources. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { madeOnce } from "#lib/build/kept-states.ts";
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
const STATES_MAX = 4;

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

/**
 * Builds the pages, unless this state of their sources was built before.
 * @returns the folder with their files
 * @throws Error with the errors of types if there are any: a message that a language lacks is one
 */
export const buildPages = (): Promise<string> =>
  madeOnce({
    sources: SOURCES,
    within: join(PROJECT_DIR, "web", "dist"),
    statesMax: STATES_MAX,
    make: async (folder) => {
      await runNode("The types of the pages have errors.", [program("typescript/bin/tsc"), "--project", "web"]);
      await runNode("The pages could not be built.", [join(PROJECT_DIR, "web", "build", "build.ts"), folder]);
    },
  });
