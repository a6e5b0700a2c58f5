import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Where something for a folder is made before it is moved there in one step: beside the folder, never in it. What is in a
 * folder of code is deployed, so a draft in it would be a part of the deployment of another process.
 */
export const draftFor = (folder: string): string => `${folder}.${process.pid}.${crypto.randomUUID()}`;

/**
 * Writes a file of a folder unless it has this content already. A reader sees the old or the new content, never a part of
 * it, and no other file: the local service, a test and a deployment may bundle at the same time.
 */
export const writeSteadily = async (folder: string, name: string, content: Uint8Array): Promise<void> => {
  const path = join(folder, name);
  const present = await readFile(path).catch(() => undefined);
  if (present?.equals(content)) return;
  await mkdir(dirname(path), { recursive: true });
  const draft = draftFor(folder);
  await writeFile(draft, content);
  await rename(draft, path);
};
