import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The path of a program; undefined if PATH has none of this name. */
export const pathOf = async (program: string): Promise<string | undefined> => {
  for (const folder of [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/sbin"]) {
    const path = join(folder, program);
    if (
      await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return undefined;
};

/** Those of the programs that this machine lacks. */
export const missing = async (...programs: readonly string[]): Promise<readonly string[]> => {
  const paths = await Promise.all(programs.map(pathOf));
  return programs.filter((_, index) => paths[index] === undefined);
};

/**
 * Runs a program to its end.
 * @returns what it wrote to its output
 * @throws Error with what it wrote, if it failed
 */
export const output = async (
  program: string,
  parameters: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<string> => {
  try {
    return (await run(program, parameters, { maxBuffer: 64 * 1024 * 1024, ...options })).stdout;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { readonly stdout?: string; readonly stderr?: string };
    const words = `${stdout}${stderr}`.trim().split("\n").slice(-20).join("\n");
    throw new Error(`${program} ${parameters.slice(0, 3).join(" ")} failed.\n${words}`, { cause: error });
  }
};
