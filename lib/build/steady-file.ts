import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Writes a file unless it has this content already. A reader sees the old or the new content, never a part of it: the
 * local service, a test and a deployment may bundle at the same time.
 */
export const writeSteadily = async (path: string, content: Uint8Array): Promise<void> => {
  const present = await readFile(path).catch(() => undefined);
  if (present?.equals(content)) return;
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.${crypto.randomUUID()}`;
  await writeFile(draft, content);
  await rename(draft, path);
};
