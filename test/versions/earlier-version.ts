/** An earlier commit of this project, synthesized by its own code: its functions with the variables that they had. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { PROJECT_DIR } from "#lib/project.ts";
import type { Assembly } from "#local/stack/synthesis.ts";

const run = promisify(execFile);
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;

/** A file beside this one with the commit whose functions are in service until this one is deployed. */
export const earlierCommit = async (): Promise<string> =>
  (await readFile(join(import.meta.dirname, "earlier-commit"), "utf8")).trim();

/** Why the commit can't be built, if it can't: a clone may have no history. */
export const obstacleTo = async (commit: string): Promise<string | undefined> => {
  try {
    await run("git", ["cat-file", "-e", `${commit}^{commit}`], { cwd: PROJECT_DIR });
    return undefined;
  } catch {
    return `the commit ${commit} is not in this clone; \`git fetch --unshallow\` brings it`;
  }
};

/** Runs in the earlier checkout, with its imports. */
const SYNTHESIZE = `
  import { writeFile } from "node:fs/promises";
  import { synthesizeStack } from "#local/stack/synthesis.ts";
  const outdir = process.cwd() + "/cdk.out";
  const { template, stackName } = await synthesizeStack("dev", outdir);
  await writeFile("assembly.json", JSON.stringify({ template, stackName, assemblyDir: outdir }));
`;

/** Sources and assembly of a commit, made once for each. */
export const assemblyOf = async (commit: string): Promise<Assembly> => {
  const folder = join(PROJECT_DIR, ".encore", "versions", commit);
  const file = join(folder, "assembly.json");
  if (!existsSync(file)) await build(commit, folder);
  return JSON.parse(await readFile(file, "utf8")) as Assembly;
};

const build = async (commit: string, folder: string): Promise<void> => {
  // Moved to its place when it is complete, so that an interrupted run leaves no half of it. The assembly names its own
  // folder, so it is synthesized there.
  await rm(folder, { recursive: true, force: true });
  const part = `${folder}.part`;
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true });
  const archive = join(part, "sources.tar");
  await run("git", ["archive", "--output", archive, commit], { cwd: PROJECT_DIR, maxBuffer: OUTPUT_BYTES_MAX });
  await run("tar", ["-xf", archive, "-C", part]);
  await rm(archive);
  await symlink(join(PROJECT_DIR, "node_modules"), join(part, "node_modules"));
  await rename(part, folder);
  await writeFile(join(folder, "synthesize-version.ts"), SYNTHESIZE);
  await run(process.execPath, ["synthesize-version.ts"], { cwd: folder, maxBuffer: OUTPUT_BYTES_MAX });
};
