import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Counts, countsIn } from "#test/runner/counts.ts";
import { runCommand } from "#test/runner/run-command.ts";

const NODE_FLAGS = ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning"];

/** Runs Jest with this selection (paths and options of Jest), and counts the results. */
export const runJest = async (
  selection: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Counts> => {
  const folder = await mkdtemp(join(tmpdir(), "encore-results-"));
  const file = join(folder, "results.json");
  try {
    const { code } = await runCommand(
      process.execPath,
      [...NODE_FLAGS, "node_modules/jest/bin/jest.js", "--silent", "--json", `--outputFile=${file}`, ...selection],
      { env },
    );
    const counts = await countsIn(file);
    // Jest also fails for reasons that no test shows, such as a global teardown.
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } finally {
    await rm(folder, { recursive: true });
  }
};
