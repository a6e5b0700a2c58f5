import { join } from "node:path";
import { FUNCTION_NAME_METADATA } from "#functions/deployment.ts";
import type { Resolve } from "#local/stack/intrinsics.ts";
import { type AwsNames, physicalName } from "#local/stack/physical-names.ts";
import { type NamedResource, resourcesOf, type Template } from "#local/stack/template.ts";

export interface LocalFunction {
  readonly logicalId: string;
  readonly name: string;
  /** Its name in functions/deployment.ts. */
  readonly deploymentName: string;
  /** The module to load, and the function it exports. */
  readonly file: string;
  readonly exportName: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** The variables of the template, resolved. */
  readonly environment: Readonly<Record<string, string>>;
}

interface FunctionProperties {
  readonly Code: { readonly S3Key?: unknown };
  readonly Handler: string;
  readonly Timeout?: number;
  readonly MemorySize?: number;
  readonly Environment?: { readonly Variables?: Readonly<Record<string, unknown>> };
}

/** Folder of a function's code: the CDK says it in the metadata, and names the folder after the key in the bucket. */
const codeFolder = ({ logicalId, resource }: NamedResource, code: FunctionProperties["Code"]): string => {
  const path = resource.Metadata?.["aws:asset:path"];
  if (typeof path === "string") return path;
  if (typeof code.S3Key === "string") return `asset.${code.S3Key.replace(/\.zip$/, "")}`;
  throw new Error(`The function ${logicalId} has no code in a file asset.`);
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** The functions of the template, with their code in the assembly's folder. */
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
      deploymentName: textOf(named.resource.Metadata?.[FUNCTION_NAME_METADATA]),
      file: join(assemblyDir, codeFolder(named, properties.Code), `${module}.mjs`),
      exportName,
      timeoutSeconds: properties.Timeout ?? 3,
      memoryMb: properties.MemorySize ?? 128,
      environment: Object.fromEntries(variables.map(([name, value]) => [name, String(resolve(value))])),
    };
  });
