import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineName } from "#local/dynamodb/programs.ts";
import { ENGINE_VARIABLE, startEngine } from "#test/support/engine.ts";
import { readTemplate, TEMPLATE_FILE_VARIABLE } from "#test/support/template.ts";

export interface SharedEngine {
  /** Variables that make test files use this engine and template instead of starting and synthesizing their own. */
  readonly environment: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

/** Starts one engine and synthesizes the template once for all test files of a run of Jest. */
export const shareEngine = async (name?: EngineName): Promise<SharedEngine> => {
  const [engine, template] = await Promise.all([startEngine(name), readTemplate()]);
  const folder = await mkdtemp(join(tmpdir(), "encore-test-"));
  const file = join(folder, "template.json");
  await writeFile(file, JSON.stringify(template));
  return {
    environment: { [ENGINE_VARIABLE]: engine.endpoint, [TEMPLATE_FILE_VARIABLE]: file },
    stop: async () => {
      await engine.stop();
      await rm(folder, { recursive: true });
    },
  };
};
