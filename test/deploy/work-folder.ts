import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PROJECT_DIR } from "#test/runner/run-command.ts";

/** A folder for one run, with a copy of the project in which the gate may change code. */
export interface WorkFolder {
  readonly path: string;
  /** The copy of the project, without its history; it shares the installed packages. */
  readonly project: string;
  /** Replaces a text in a file of the copy. @throws Error if the file does not have it exactly once */
  readonly change: (file: string, from: string, to: string) => void;
  readonly remove: () => void;
}

const git = (...args: readonly string[]): readonly string[] =>
  execFileSync("git", ["-C", PROJECT_DIR, ...args], { encoding: "utf8", maxBuffer: 2 ** 26 })
    .split("\0")
    .filter((name) => name !== "");

/** The files of the project, with changes that are not committed yet. */
const projectFiles = (): readonly string[] => {
  const gone = new Set(git("ls-files", "-z", "--deleted"));
  return git("ls-files", "-z", "--cached", "--others", "--exclude-standard").filter((file) => !gone.has(file));
};

const copyProject = (to: string): void => {
  for (const file of projectFiles()) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    cpSync(join(PROJECT_DIR, file), join(to, file));
  }
  symlinkSync(join(PROJECT_DIR, "node_modules"), join(to, "node_modules"));
};

/** @param isKept whether it stays when the gate ends */
export const makeWorkFolder = (isKept: boolean): WorkFolder => {
  const path = mkdtempSync(join(tmpdir(), "encore-deploy-"));
  const project = join(path, "encore");
  copyProject(project);
  const remove = (): void => rmSync(path, { recursive: true, force: true });
  // However the gate ends.
  if (!isKept) process.once("exit", remove);
  return {
    path,
    project,
    change: (file, from, to) => {
      const text = readFileSync(join(project, file), "utf8");
      if (text.split(from).length !== 2)
        throw new Error(`${file} does not have this text once, so it can't be changed: ${from}`);
      writeFileSync(
        join(project, file),
        text.replace(from, () => to),
      );
    },
    remove,
  };
};
