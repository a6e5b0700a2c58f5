import { arch } from "node:os";
import { QUEUE_TOKEN_VARIABLES, SIGN_IN_VARIABLES, USER_TOKEN_VARIABLES } from "#functions/shared/grants.ts";
import { LOCAL_CREDENTIALS } from "#local/dynamodb/credentials.ts";
import { endpointVariables, type ServiceEndpoints } from "#local/lambda/function-host.ts";
import type { LocalFunction } from "#local/stack/functions.ts";
import { LOCAL_REGION } from "#local/stack/physical-names.ts";
import { type Resource, referencedFunctionId, type Template } from "#local/stack/template.ts";

type Variables = Readonly<Record<string, string>>;

/** The name by which Docker's containers reach the machine they run on. */
const HOST_NAME = "host.docker.internal";

/** Names in tokens, and addresses for a browser: a container must see the same values as everyone else. */
const SAME_EVERYWHERE: ReadonlySet<string> = new Set([
  USER_TOKEN_VARIABLES.issuer,
  QUEUE_TOKEN_VARIABLES.issuer,
  SIGN_IN_VARIABLES.authorizeUrl,
  SIGN_IN_VARIABLES.tokenUrl,
]);

/** All variables of a function as it needs them in a container on this machine. */
export const containerVariables = (lambda: LocalFunction, endpoints: ServiceEndpoints): Variables => {
  const all = {
    ...lambda.environment,
    ...endpointVariables(endpoints),
    AWS_REGION: LOCAL_REGION,
    AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
  };
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [
      name,
      SAME_EVERYWHERE.has(name) ? value : value.replace("http://127.0.0.1:", `http://${HOST_NAME}:`),
    ]),
  );
};

/** The processor of this machine, as Lambda names it. Containers for another one would be emulated, if they ran at all. */
export const ARCHITECTURE = arch() === "arm64" ? "arm64" : "x86_64";

/** The types of resources that `sam local` reads. It would ask about the parts of all others too. */
const READ_BY_SAM: ReadonlySet<string> = new Set([
  "AWS::ApiGatewayV2::Api",
  "AWS::ApiGatewayV2::Integration",
  "AWS::ApiGatewayV2::Route",
  "AWS::ApiGatewayV2::Stage",
  "AWS::Lambda::Function",
]);
/** What `sam local` needs of a function. The rest refers to roles and logs, which are AWS's. */
const FUNCTION_PROPERTIES: ReadonlySet<string> = new Set(["Code", "Handler", "Runtime", "Timeout", "MemorySize"]);

/**
 * The template as SAM needs it, with the API and its functions alone. Three things change: all variables are named, since
 * SAM passes only those that a function names in the template; functions run on this machine's processor; and routes lead
 * to functions, not to their aliases, which SAM does not know.
 */
export const samTemplate = (template: Template, variables: ReadonlyMap<string, Variables>): Template => ({
  Resources: Object.fromEntries(
    Object.entries(template.Resources)
      .filter(([, { Type }]) => READ_BY_SAM.has(Type))
      .map(([logicalId, resource]) => [logicalId, forSam(template, resource, variables.get(logicalId))]),
  ),
});

const forSam = (template: Template, resource: Resource, variables: Variables | undefined): Resource => {
  if (resource.Type === "AWS::Lambda::Function") return functionForSam(resource, variables ?? {});
  const target = referencedFunctionId(template, resource.Properties?.["IntegrationUri"]);
  if (target === undefined) return resource;
  return { ...resource, Properties: { ...resource.Properties, IntegrationUri: { "Fn::GetAtt": [target, "Arn"] } } };
};

const functionForSam = ({ Properties, ...resource }: Resource, variables: Variables): Resource => ({
  ...resource,
  Properties: {
    ...Object.fromEntries(Object.entries(Properties ?? {}).filter(([name]) => FUNCTION_PROPERTIES.has(name))),
    Architectures: [ARCHITECTURE],
    Environment: { Variables: variables },
  },
});
