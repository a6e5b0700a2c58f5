import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "@jest/globals";
import type { Template, TemplateResource } from "#lib/build/stage-template.ts";
import type { Synthesis } from "#lib/build/synth.ts";
import { synthesizeApart } from "#lib/build/synthesize-apart.ts";
import { UNDEPLOYED_OPTIONS } from "#lib/stage-options.ts";
import { FREE_POINTS_FLAG, STAGES, type StageName } from "#lib/stages.ts";

export const STAGE_NAMES = Object.keys(STAGES) as readonly StageName[];

type Stacks = Readonly<Record<StageName, Synthesis>>;

let folder: string;
let stacks: Stacks;

/** In a process of its own: Jest loads the CDK several times slower than Node does. */
const synthesizeAll = async (): Promise<Stacks> => {
  const syntheses = await synthesizeApart(
    STAGE_NAMES.map((stageName) => ({
      stageName,
      outdir: join(folder, stageName),
      context: { [FREE_POINTS_FLAG]: "true", ...UNDEPLOYED_OPTIONS },
    })),
  );
  return Object.fromEntries(STAGE_NAMES.map((name, index) => [name, syntheses[index]])) as unknown as Stacks;
};

const SYNTHESIS_MS_MAX = 300_000;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "encore-stacks-"));
  stacks = await synthesizeAll();
}, SYNTHESIS_MS_MAX);
afterAll(() => rm(folder, { recursive: true }));

/** The stacks of a stage, synthesized once before all tests, with their templates joined. */
export const stackOf = (stageName: StageName): Synthesis => stacks[stageName];

/** A resource with the parts of its properties that tests look into, by name. */
export interface Found {
  readonly id: string;
  readonly resource: TemplateResource;
  // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of many shapes, and a wrong guess fails the test
  readonly properties: Record<string, any>;
}

/** The resources of a type. */
export const resourcesOf = (template: Template, type: string): readonly Found[] =>
  Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, resource]) => ({ id, resource, properties: { ...resource.Properties } }));

/** The alarms that call an operator. Those of a rollout take a deployment back, and call nobody. */
export const operatorsAlarms = (template: Template): readonly Found[] =>
  resourcesOf(template, "AWS::CloudWatch::Alarm").filter(({ resource }) => !pathOf(resource).startsWith("Rollout/"));

/** The resource at a path of the construct tree, from the stack down: "Tables/SeatTable". */
export const resourceAt = (template: Template, type: string, path: string): Found => {
  const found = resourcesOf(template, type).find(({ resource }) => pathOf(resource) === path);
  if (found === undefined) throw new Error(`There is no ${type} at ${path}.`);
  return found;
};

const pathOf = ({ Metadata }: TemplateResource): string =>
  String(Metadata?.["aws:cdk:path"])
    .replace(/^[^/]+\//, "")
    .replace(/\/Resource$/, "");
