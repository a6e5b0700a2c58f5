import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, type AppProps } from "aws-cdk-lib";
import { type Bundles, bundle } from "#lib/build/bundle.ts";
import { EncoreStack } from "#lib/encore-stack.ts";
import { PROJECT_DIR } from "#lib/project.ts";
import { FREE_POINTS_FLAG, refuseFreePoints, type StageName, stageSettings } from "#lib/stages.ts";

const DEFAULT_STAGE: StageName = "dev";

/** The part of a CloudFormation template that its readers need. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly DependsOn?: readonly string[];
}

export interface Synthesis {
  readonly template: Template;
  /** Folder of the template and its assets. Each function's metadata names its asset's folder inside it. */
  readonly assemblyDir: string;
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

/**
 * Bundles the functions, once per process, and adds the stack of a stage to the app.
 * @param stageName as given with `-c stage=`; `dev` if absent
 * @throws Error listing the stages if the name is unknown, saying what must not reach production, or naming handler
 * files that do not exist
 */
export const addStack = async (app: App, stageName: string = DEFAULT_STAGE): Promise<EncoreStack> => {
  refuseFreePoints(stageName, stageSettings(stageName), String(app.node.tryGetContext(FREE_POINTS_FLAG)) === "true");
  bundles ??= bundle();
  return new EncoreStack(app, `Encore-${stageName}`, { stageName, bundles: await bundles });
};

/**
 * Synthesizes a stage without the CDK command line.
 * @param outdir folder to write into; if absent, only the template is returned and the files are removed again
 * @param context as given with `-c`
 * @throws Error as `addStack` does
 */
export const synthesize = async (
  stageName: string,
  outdir?: string,
  context: Readonly<Record<string, unknown>> = {},
): Promise<Synthesis> => {
  const folder = outdir ?? mkdtempSync(join(tmpdir(), "encore-template-"));
  try {
    const app = makeApp({ outdir: folder, context });
    const { stackName, artifactId } = await addStack(app, stageName);
    const assembly = app.synth();
    const template = assembly.getStackArtifact(artifactId).template as Template;
    return { template, assemblyDir: assembly.directory, stackName };
  } finally {
    if (outdir === undefined) rmSync(folder, { recursive: true });
  }
};
