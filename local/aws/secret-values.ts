import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LocalSecret } from "#local/stack/secrets.ts";

/** Secret values by ARN: generated once, and kept in the data folder if there is one. */
export const secretValues = async (
  secrets: readonly LocalSecret[],
  dataDir: string | undefined,
): Promise<ReadonlyMap<string, string>> => {
  const kept = dataDir === undefined ? {} : await readKept(join(dataDir, FILE));
  const values = Object.fromEntries(secrets.map(({ arn, generate }) => [arn, kept[arn] ?? generate()]));
  if (dataDir !== undefined) {
    const file = join(dataDir, FILE);
    await writeFile(file, JSON.stringify(values, null, 2), { mode: 0o600 });
    await chmod(file, 0o600);
  }
  return new Map(Object.entries(values));
};

const FILE = "secrets.json";

const readKept = async (file: string): Promise<Readonly<Record<string, string>>> => {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Record<string, string>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
};
