import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasEnded, ownerIn, thisOwner } from "#local/process/owner.ts";

const OWNER_FILE = "owner.json";

/** Creates a folder of this process in the temporary directory. Whoever creates it removes it. */
export const createTemporaryFolder = async (prefix: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  await writeFile(join(folder, OWNER_FILE), JSON.stringify(thisOwner()));
  return folder;
};

/** Removes the folders of this prefix whose process has ended without removing them, because it was killed. */
export const removeLeftFolders = async (prefix: string): Promise<void> => {
  const names = await readdir(tmpdir());
  await Promise.all(names.filter((name) => name.startsWith(prefix)).map((name) => removeIfLeft(join(tmpdir(), name))));
};

const removeIfLeft = async (folder: string): Promise<void> => {
  try {
    const owner = ownerIn(await readFile(join(folder, OWNER_FILE), "utf8"));
    if (hasEnded(owner)) await rm(folder, { recursive: true, force: true });
  } catch {
    // A folder that names no process may be just being created, and another user's can't be removed. Both stay.
  }
};
