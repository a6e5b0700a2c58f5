import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { hasEnded, isSameOwner, type Owner, ownerIn, thisOwner } from "#local/process/owner.ts";

const LOCK_FILE = "lock.json";
/** Longer than it takes to replace a lock after having read it. */
const TAKEOVER_MS = 300;

/**
 * Locks a folder for this process; the lock of a process that has ended is taken over.
 * @throws Error naming the process that has the folder
 * @returns How to unlock it
 */
export const lockFolder = async (folder: string): Promise<() => Promise<void>> => {
  const file = join(folder, LOCK_FILE);
  const own = thisOwner();
  if (!(await createLock(file, own))) await takeOver(file, own);
  return async () => {
    const owner = await ownerOf(file);
    if (owner !== undefined && isSameOwner(owner, own)) await rm(file, { force: true });
  };
};

const createLock = async (file: string, own: Owner): Promise<boolean> => {
  try {
    await writeFile(file, JSON.stringify(own), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
};

/** @returns undefined if the file names no process, because a machine that lost its power did not write it to the end */
const ownerOf = async (file: string): Promise<Owner | undefined> => {
  try {
    return ownerIn(await readFile(file, "utf8"));
  } catch {
    return undefined;
  }
};

const takeOver = async (file: string, own: Owner): Promise<void> => {
  refuseIfOwned(await ownerOf(file), file);
  const ownFile = `${file}.${own.pid}`;
  await writeFile(ownFile, JSON.stringify(own));
  await rename(ownFile, file);
  // Two processes may take over the same lock. The later one has it.
  await delay(TAKEOVER_MS);
  const owner = await ownerOf(file);
  if (owner === undefined || !isSameOwner(owner, own)) refuseIfOwned(owner, file);
};

const refuseIfOwned = (owner: Owner | undefined, file: string): void => {
  if (owner === undefined || hasEnded(owner)) return;
  throw new Error(
    `The service with process id ${owner.pid} on ${owner.host} is using this --data folder. Stop it, or choose another ` +
      `folder. If it no longer runs, remove ${file}.`,
  );
};
