/** Bundles the functions that serve a deployment and its accounts, and no request: they are in no table. */
import { join } from "node:path";
import { build } from "esbuild";
import { BUNDLE_OPTIONS } from "#lib/build/bundle-options.ts";
import { writeSteadily } from "#lib/build/steady-file.ts";
import { PROJECT_DIR } from "#lib/project.ts";

/**
 * Bundles a handler of lib/ with all that it needs.
 * @param handler path of the file within lib/, which exports `handler`
 * @param folder receives the code as index.mjs
 */
export const bundleStackFunction = async (handler: string, folder: string): Promise<void> => {
  const { outputFiles } = await build({
    ...BUNDLE_OPTIONS,
    entryPoints: [join(PROJECT_DIR, "lib", handler)],
    write: false,
  });
  for (const { contents } of outputFiles) await writeSteadily(folder, "index.mjs", contents);
};

/** The folder of such a function, with its code in it. */
export const stackFunctionFolder = async (handler: string): Promise<string> => {
  const folder = join(PROJECT_DIR, ".encore", "stack-functions", handler.replaceAll(/[/.]/g, "-"));
  await bundleStackFunction(handler, folder);
  return folder;
};
