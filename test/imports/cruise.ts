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

interface CruiseResult {
  readonly modules: readonly unknown[];
  readonly summary: {
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
      readonly cycle?: readonly { readonly name: string }[];
    }[];
  };
}

const run = promisify(execFile);
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;

/** Reads every import below some folders of a project and returns those that break a rule, and how many files it read. */
export const cruise = async (
  projectDir: string,
  folders: readonly string[],
): Promise<{ readonly violations: readonly Violation[]; readonly files: number }> => {
  const program = join(PROJECT_DIR, "node_modules", "dependency-cruiser", "bin", "dependency-cruiser.mjs");
  const temporary = await mkdtemp(join(tmpdir(), "encore-arrows-"));
  const config = join(temporary, "arrows.json");
  await writeFile(config, JSON.stringify(ARROWS));
  const { stdout } = await run(
    process.execPath,
    [program, "--config", config, "--output-type", "json", "--progress", "none", ...folders],
    { cwd: projectDir, maxBuffer: OUTPUT_BYTES_MAX },
  )
    .finally(() => rm(temporary, { recursive: true }))
    .catch((error: { stdout?: string; stderr?: string }) => {
      // It exits with the number of violations; without output it did not run.
      if (error.stdout?.startsWith("{")) return { stdout: error.stdout };
      throw new Error(`dependency-cruiser did not run: ${error.stderr ?? ""}`, { cause: error });
    });
  const { modules, summary } = JSON.parse(stdout) as CruiseResult;
  return {
    files: modules.length,
    violations: summary.violations.map(({ from, to, rule, cycle }) => ({
      rule: rule.name,
      arrow: [from, ...(cycle?.map(({ name }) => name) ?? [to])].join(" -> "),
    })),
  };
};
