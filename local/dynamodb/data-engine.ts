import { access, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chooseEngine, ENGINE_NAMES, type EngineName, type EngineProgram } from "#local/dynamodb/programs.ts";

const ENGINE_FILE = "engine.json";

/** Where each engine keeps its data, for folders from before the engine was recorded. */
const DATABASE_FILES: Readonly<Record<EngineName, string>> = {
  "dynamodb-local": "shared-local-instance.db",
  dynoxide: "dynoxide.db",
};

/**
 * Chooses the engine for a data folder: the one that wrote it, because no other can read it, and otherwise the best one.
 * The folder then records it.
 * @throws Error naming the engine that wrote the folder if it can't run here
 */
export const engineForData = async (dataDir: string): Promise<EngineProgram> => {
  const writer = await writerOf(dataDir);
  const engine = await chooseEngine(writer).catch((error: unknown) => {
    if (writer === undefined) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The data in ${dataDir} were written by ${writer}, and no other engine can read them. ${reason} ` +
        "To start without these data, choose another --data folder.",
      { cause: error },
    );
  });
  await writeFile(join(dataDir, ENGINE_FILE), JSON.stringify({ engine: engine.id }));
  return engine;
};

const writerOf = async (dataDir: string): Promise<EngineName | undefined> => {
  const file = join(dataDir, ENGINE_FILE);
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return databaseIn(dataDir);
  const { engine } = JSON.parse(text) as { readonly engine: unknown };
  const name = ENGINE_NAMES.find((known) => known === engine);
  if (name === undefined) throw new Error(`${file} names an engine that this version does not know.`);
  return name;
};

const databaseIn = async (dataDir: string): Promise<EngineName | undefined> => {
  for (const name of ENGINE_NAMES) {
    const exists = await access(join(dataDir, DATABASE_FILES[name])).then(
      () => true,
      () => false,
    );
    if (exists) return name;
  }
  return undefined;
};
