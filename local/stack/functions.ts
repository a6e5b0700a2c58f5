import { join } from "node:path";
import { FUNCTION_NAME_METADATA } from "#functions/deployment.ts";
import type { Resolve } from "#local/stack/intrinsics.ts";
import { type AwsNames, physicalName } from "#local/stack/physical-names.ts";
import { type NamedResource, resourcesOf, type Template } from "#local/stack/template.ts";

export interface LocalFunction {
  readonly logicalId: string;
  readonly name: string;
  /** Its name in functions/deployment.ts, from the metadata of its resource. */
  readonly deploymentName: string;
  /** The module to load, and the function that it exports. */
  readonly file: string;
  readonly exportName: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** The template's variables, resolved. */
  readonly environment: Readonly<Record<string, string>>;
}

interface FunctionProperties {
  readonly Code: { readonly S3Key?: unknown };
  readonly Handler: string;
  readonly Timeout?: number;
  readonly MemorySize?: number;
  readonly Environment?: { readonly Variables?: Readonly<Record<string, unknown>> };
}

/** The folder of a function's code, from the metadata, or else from the key in the bucket, which the CDK names it after. */
const codeFolder = ({ logicalId, resource }: NamedResource, code: FunctionProperties["Code"]): string => {
  const path = resource.Metadata?.["aws:asset:path"];
  if (typeof path === "string") return path;
  if (typeof code.S3Key === "string") return `asset.${code.S3Key.replace(/\.zip$/, "")}`;
  throw new Error(`The function ${logicalId} has no code asset.`);
};

const deploymentName = ({ logicalId, resource }: NamedResource): string => {
  const name = resource.Metadata?.[FUNCTION_NAME_METADATA];
  if (typeof name === "string") return name;
  throw new Error(`The function ${logicalId} has no ${FUNCTION_NAME_METADATA} in its metadata.`);
};

/**
 * The functions of the template, with their code in the assembly's folder.
 * @throws Error naming a function without a code asset, a handler or the metadata of its name
 */
export const functionsOf = (
  template: Template,
  assemblyDir: string,
  names: AwsNames,
  resolve: Resolve,
): readonly LocalFunction[] =>
  resourcesOf(template, "AWS::Lambda::Function").map((named) => {
    const properties = named.properties as unknown as FunctionProperties;
    const [module, exportName] = properties.Handler.split(".");
    if (module === undefined || exportName === undefined) {
      throw new Error(`The handler of ${named.logicalId} must be file.export, not "${properties.Handler}".`);
    }
    const variables = Object.entries(properties.Environment?.Variables ?? {});
    return {
      logicalId: named.logicalId,
      name: physicalName(named.logicalId, names),
      deploymentName: deploymentName(named),
      file: join(assemblyDir, codeFolder(named, properties.Code), `${module}.mjs`),
      exportName,
      timeoutSeconds: properties.Timeout ?? 3,
      memoryMb: properties.MemorySize ?? 128,
      environment: Object.fromEntries(variables.map(([name, value]) => [name, String(resolve(value))])),
    };
  });
