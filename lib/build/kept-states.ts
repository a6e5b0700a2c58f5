/** Folders that are made once for each state of the sources they are made of, and kept for the next time. */
import { createHash } from "node:crypto";
import { access, glob, mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { draftFor } from "#lib/build/steady-file.ts";
import { PROJECT_DIR } from "#lib/project.ts";

export interface Made {
  /** Patterns of files, from the project's folder: all that the folder is made of. */
  readonly sources: readonly string[];
  /** What else makes a difference, as a text. */
  readonly given?: string;
  /** The folder of all states. */
  readonly within: string;
  /** How many are kept, the newest ones: going back to one needs no work. */
  readonly statesMax: number;
  /** Makes the folder. */
  readonly make: (folder: string) => Promise<void>;
}

const stateOf = async ({ sources, given = "" }: Made): Promise<string> => {
  const files: string[] = [];
  for await (const entry of glob(sources, { cwd: PROJECT_DIR, withFileTypes: true })) {
    if (entry.isFile()) files.push(join(entry.parentPath, entry.name));
  }
  const hash = createHash("sha256").update(given);
  for (const file of files.toSorted()) hash.update(file.slice(PROJECT_DIR.length)).update(await readFile(file));
  return hash.digest("hex").slice(0, 16);
};

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Two programs that make the same state at once do no harm: the first that ends counts. */
const makeInOneStep = async (folder: string, make: Made["make"]): Promise<void> => {
  const draft = draftFor(folder);
  try {
    await make(draft);
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!(await exists(folder))) throw error;
  }
};

/** A draft has a dot in its name: another process is at work on it. */
const removeOldStates = async ({ within, statesMax }: Made, current: string): Promise<void> => {
  const names = (await readdir(within)).filter((name) => name !== current && !name.includes("."));
  const states = await Promise.all(
    names.map(async (name) => ({ name, madeMs: (await stat(join(within, name))).mtimeMs })),
  );
  const oldest = states.toSorted((a, b) => b.madeMs - a.madeMs).slice(statesMax - 1);
  for (const { name } of oldest) await rm(join(within, name), { recursive: true, force: true });
};

/**
 * Makes a folder, unless it was made before of this state of its sources.
 * @returns its path, which ends in the name of the state
 * @throws Error as `make` does
 */
export const madeOnce = async (made: Made): Promise<string> => {
  const state = await stateOf(made);
  const folder = join(made.within, state);
  if (await exists(folder)) return folder;
  await mkdir(made.within, { recursive: true });
  await makeInOneStep(folder, made.make);
  await removeOldStates(made, state);
  return folder;
};
