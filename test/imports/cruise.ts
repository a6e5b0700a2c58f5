import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { PROJECT_DIR } from "#lib/project.ts";
import { ARROWS } from "#test/imports/arrows.ts";

export interface Violation {
  readonly rule: string;
  /** "from -> to", or the whole round of a cycle. */
  readonly arrow: string;
}

export interface Cruise {
  /** Files of the project that were read. */
  readonly files: readonly string[];
  /** Every import of one of them by another. */
  readonly imports: readonly { readonly from: string; readonly to: string }[];
  readonly violations: readonly Violation[];
}

interface CruiseResult {
  readonly modules: readonly {
    readonly source: string;
    readonly dependencies: readonly { readonly resolved: string }[];
  }[];
  readonly summary: {
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
      readonly cycle?: readonly { readonly name: string }[];
    }[];
  };
}

const PROGRAM = join(PROJECT_DIR, "node_modules", "dependency-cruiser", "bin", "dependency-cruiser.mjs");
const ALIASED = ["client", "contract", "functions", "lib", "local", "web"];
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;
const run = promisify(execFile);

/** Reads every import below some folders of a project, those of types too, and finds those that break a rule. */
export const cruise = async (projectDir: string, folders: readonly string[]): Promise<Cruise> => {
  const { modules, summary } = await cruiseResult(projectDir, folders);
  const ours = modules.filter(({ source }) => folders.includes(source.split("/", 1)[0] ?? ""));
  const files = new Set(ours.map(({ source }) => source));
  return {
    files: [...files],
    imports: ours.flatMap(({ source, dependencies }) =>
      dependencies
        .filter(({ resolved }) => files.has(resolved))
        .map(({ resolved }) => ({ from: source, to: resolved })),
    ),
    violations: summary.violations.map(({ from, to, rule, cycle }) => ({
      rule: rule.name,
      arrow: [from, ...(cycle?.map(({ name }) => name) ?? [to])].join(" -> "),
    })),
  };
};

const cruiseResult = async (projectDir: string, folders: readonly string[]): Promise<CruiseResult> => {
  const folder = await mkdtemp(join(tmpdir(), "encore-arrows-"));
  try {
    const config = join(folder, "arrows.json");
    // web/ is a workspace, and the imports of its package.json may not lead out of it.
    const aliases = join(folder, "aliases.cjs");
    const alias = Object.fromEntries(ALIASED.map((name) => [`#${name}`, join(projectDir, name)]));
    await writeFile(aliases, `module.exports = ${JSON.stringify({ resolve: { alias } })};`);
    const withAliases = { ...ARROWS.options, webpackConfig: { fileName: aliases } };
    await writeFile(config, JSON.stringify({ ...ARROWS, options: withAliases }));
    const options = ["--config", config, "--output-type", "json", "--progress", "none"];
    return JSON.parse(await output(projectDir, [PROGRAM, ...options, ...folders])) as CruiseResult;
  } finally {
    await rm(folder, { recursive: true });
  }
};

/** What it prints. It exits with the number of violations, so another exit code than 0 may be a result too. */
const output = async (projectDir: string, command: readonly string[]): Promise<string> => {
  try {
    const { stdout } = await run(process.execPath, command, { cwd: projectDir, maxBuffer: OUTPUT_BYTES_MAX });
    return stdout;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { readonly stdout?: string; readonly stderr?: string };
    if (stdout.startsWith("{")) return stdout;
    throw new Error(`dependency-cruiser did not run: ${stderr}`, { cause: error });
  }
};
