import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, type AppProps, type Stack } from "aws-cdk-lib";
import type { Bundles } from "#lib/build/bundle.ts";
import { bundleFunctions } from "#lib/build/function-bundles.ts";
import { bundlePublication, type PublicationBundle } from "#lib/build/publication-bundle.ts";
import { stackFunctionFolder } from "#lib/build/stack-function.ts";
import { joinTemplates, type SynthesizedStack, type Template } from "#lib/build/stage-template.ts";
import { addStacks, stackNameOf } from "#lib/encore-stage.ts";
import { PROJECT_DIR } from "#lib/project.ts";
import { PAGES_FLAG, type ReadContext, stageOptions } from "#lib/stage-options.ts";
import { FREE_POINTS_FLAG, refuseFreePoints, type StageName, stageSettings } from "#lib/stages.ts";

const DEFAULT_STAGE: StageName = "dev";

export interface Synthesis {
  /** All stacks as one. */
  readonly template: Template;
  /** In the order of their deployment. */
  readonly stacks: readonly SynthesizedStack[];
  /** Folder of the templates and their assets. Each function's metadata names its asset's folder inside it. */
  readonly assemblyDir: string;
  /** The name of the stack with the functions. */
  readonly stackName: string;
}

/**
 * The app that the CDK command line, the local service and the tests share. It has the feature flags of cdk.json and asset
 * metadata, which only the command line would set otherwise.
 */
export const makeApp = ({ context: given, ...props }: Pick<AppProps, "outdir" | "context"> = {}): App => {
  const { context } = JSON.parse(readFileSync(join(PROJECT_DIR, "cdk.json"), "utf8")) as { context: object };
  return new App({
    context: { ...context, "aws:cdk:enable-asset-metadata": true, "aws:cdk:enable-path-metadata": true, ...given },
    analyticsReporting: false,
    ...props,
  });
};

let bundles: Promise<Bundles> | undefined;
let publication: Promise<PublicationBundle> | undefined;

/** What `-c` says, or else what cdk.json says of the stage: `"stages": { "prod": { "domain": "…" } }` in its context. */
const readOptions = (app: App, stageName: string): ReadContext => {
  const ofStages = (app.node.tryGetContext("stages") ?? {}) as Readonly<Record<string, Record<string, unknown>>>;
  return (name) => (app.node.tryGetContext(name) as unknown) ?? ofStages[stageName]?.[name];
};

/**
 * Bundles the functions and the pages, once per process, and adds the stacks of a stage to the app.
 * @param stageName as given with `-c stage=`; `dev` if absent
 * @throws Error listing the stages if the name is unknown, saying what must not reach production, or naming handler
 * files that do not exist
 */
export const addStage = async (app: App, stageName: string = DEFAULT_STAGE): Promise<readonly Stack[]> => {
  refuseFreePoints(stageName, stageSettings(stageName), String(app.node.tryGetContext(FREE_POINTS_FLAG)) === "true");
  const read = readOptions(app, stageName);
  const options = stageOptions(stageName, stageSettings(stageName), read);
  bundles ??= bundleFunctions();
  if (read(PAGES_FLAG) !== "false") publication ??= bundlePublication();
  const pages = await publication;
  const operatorMfaFolder = await stackFunctionFolder("operator-mfa/handler.ts");
  return addStacks(app, {
    stageName,
    options,
    operatorMfaFolder,
    bundles: await bundles,
    ...(pages === undefined ? {} : { pages }),
  });
};

/**
 * Synthesizes a stage without the CDK command line.
 * @param outdir folder to write into; if absent, only the templates are returned and the files are removed again
 * @param context as given with `-c`
 * @throws Error as `addStage` does
 */
export const synthesize = async (
  stageName: string,
  outdir?: string,
  context: Readonly<Record<string, unknown>> = {},
): Promise<Synthesis> => {
  const folder = outdir ?? mkdtempSync(join(tmpdir(), "encore-template-"));
  try {
    const app = makeApp({ outdir: folder, context });
    const added = await addStage(app, stageName);
    const assembly = app.synth();
    const stacks = added.map(({ stackName, artifactId }) => ({
      stackName,
      template: assembly.getStackArtifact(artifactId).template as Partial<Template>,
    }));
    const template = joinTemplates(stacks);
    return { template, stacks, assemblyDir: assembly.directory, stackName: stackNameOf(stageName) };
  } finally {
    if (outdir === undefined) rmSync(folder, { recursive: true });
  }
};
