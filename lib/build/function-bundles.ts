/** The bundles of all functions, made once for each state of their sources. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Bundles, bundle } from "#lib/build/bundle.ts";
import { madeOnce } from "#lib/build/kept-states.ts";
import { functionList } from "#lib/function-list.ts";
import { PROJECT_DIR } from "#lib/project.ts";

/** Everything that a function's code is made of. What CDK constructs are made of is in lib/ beside it. */
export const FUNCTION_SOURCES = [
  "{functions,contract,lib}/**/*",
  "docs/reference/openapi.json",
  "web/shared/styles/tokens.css",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
];
const STATES_MAX = 4;
const OUTPUTS = "outputs.json";

const bundleInto = async (folder: string): Promise<void> => {
  const handlers = functionList().map(({ handler }) => handler);
  const { outputs } = await bundle({ outDir: folder, handlers });
  await writeFile(join(folder, OUTPUTS), JSON.stringify([...outputs]));
};

/**
 * Bundles every function of functions/deployment.ts, unless these sources were bundled before.
 * @throws Error as `bundle` does
 */
export const bundleFunctions = async (): Promise<Bundles> => {
  const folder = await madeOnce({
    sources: FUNCTION_SOURCES,
    within: join(PROJECT_DIR, ".encore", "bundles"),
    statesMax: STATES_MAX,
    make: bundleInto,
  });
  const outputs = JSON.parse(await readFile(join(folder, OUTPUTS), "utf8")) as [];
  return { folderOf: (handler) => join(folder, handler), outputs: new Map(outputs) };
};
