import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FUNCTION_SOURCES } from "#lib/build/function-bundles.ts";
import { madeOnce } from "#lib/build/kept-states.ts";
import { synthesizeApart } from "#lib/build/synthesize-apart.ts";
import { PROJECT_DIR } from "#lib/project.ts";
import { PAGES_FLAG, UNDEPLOYED_OPTIONS } from "#lib/stage-options.ts";
import { FREE_POINTS_FLAG } from "#lib/stages.ts";
import type { Template } from "#local/stack/template.ts";

/** The stack as `cdk synth` writes it. */
export interface Assembly {
  readonly template: Template;
  /** Folder with the template's assets. */
  readonly assemblyDir: string;
  readonly stackName: string;
}

/** Everything that a stack and its functions are made of. */
const SOURCES = [...FUNCTION_SOURCES, "cdk.json"];
const STATES_MAX = 4;

/** Points on this machine are worth nothing, whatever stage's settings it has, and no alarm is mailed. */
const CONTEXT = {
  [FREE_POINTS_FLAG]: "true",
  [PAGES_FLAG]: "false",
  ...UNDEPLOYED_OPTIONS,
};

/** In the folder of a state: the assembly, and the rest of what its synthesis gave. */
const ASSEMBLY = "assembly";
const RESULT = "synthesis.json";

const synthesizeInto = async (folder: string, stageName: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const request = { stageName, context: CONTEXT, outdir: join(folder, ASSEMBLY) };
  // The CDK takes longer to check the template than to make it; cdk synth, deploy and the stack tests check it.
  const [synthesis] = await synthesizeApart([request], { CDK_VALIDATION: "false" });
  if (synthesis === undefined) throw new Error(`The stage ${stageName} was not synthesized.`);
  const { template, stackName } = synthesis;
  await writeFile(join(folder, RESULT), JSON.stringify({ template, stackName }));
};

/**
 * Synthesizes the stack of a stage, unless it was synthesized before from the same sources.
 * @param outdir folder to put the assembly into; if absent, its folder is one that is kept for some time only
 * @throws Error if the stage does not exist or the stack can't be synthesized.
 */
export const synthesizeStack = async (stageName: string, outdir?: string): Promise<Assembly> => {
  const folder = await madeOnce({
    sources: SOURCES,
    given: JSON.stringify([stageName, CONTEXT, process.version]),
    within: join(PROJECT_DIR, ".encore", "assemblies"),
    statesMax: STATES_MAX,
    make: (draft) => synthesizeInto(draft, stageName),
  });
  const result = JSON.parse(await readFile(join(folder, RESULT), "utf8")) as Omit<Assembly, "assemblyDir">;
  const assembly = join(folder, ASSEMBLY);
  if (outdir !== undefined) await cp(assembly, outdir, { recursive: true });
  return { ...result, assemblyDir: outdir ?? assembly };
};
