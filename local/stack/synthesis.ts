import { synthesizeApart } from "#lib/build/synthesize-apart.ts";
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

/**
 * Synthesizes the stack of a stage.
 * @throws Error if the stage does not exist or the stack can't be synthesized.
 */
export const synthesizeStack = async (stageName: string, outdir?: string): Promise<Assembly> => {
  // Points on this machine are worth nothing, whatever stage's settings it has, and no alarm is mailed.
  const context = {
    [FREE_POINTS_FLAG]: "true",
    [PAGES_FLAG]: "false",
    ...UNDEPLOYED_OPTIONS,
  };
  const request = { stageName, context, ...(outdir === undefined ? {} : { outdir }) };
  // The CDK takes longer to check the template than to make it; cdk synth, deploy and the stack tests check it.
  const [assembly] = await synthesizeApart([request], { CDK_VALIDATION: "false" });
  if (assembly === undefined) throw new Error(`The stage ${stageName} was not synthesized.`);
  return assembly;
};
