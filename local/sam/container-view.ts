import { arch } from "node:os";
import { QUEUE_TOKEN_VARIABLES, SIGN_IN_VARIABLES, USER_TOKEN_VARIABLES } from "#functions/shared/grants.ts";
import { LOCAL_CREDENTIALS } from "#local/dynamodb/credentials.ts";
import { endpointVariables, type ServiceEndpoints } from "#local/lambda/function-host.ts";
import type { LocalFunction } from "#local/stack/functions.ts";
import { LOCAL_REGION } from "#local/stack/physical-names.ts";
import type { Resource, Template } from "#local/stack/template.ts";

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

/**
 * The template as SAM needs it. SAM passes only variables that a function names in the template, so all are named. It is
 * fast enough only for code for this machine's processor, so the architecture is set.
 */
export const samTemplate = (template: Template, variables: ReadonlyMap<string, Variables>): Template => ({
  ...template,
  Resources: Object.fromEntries(
    Object.entries(template.Resources).map(([logicalId, resource]) => {
      const named = variables.get(logicalId);
      return [logicalId, named ? withVariables(resource, named) : resource];
    }),
  ),
});

const withVariables = (resource: Resource, variables: Variables): Resource => ({
  ...resource,
  Properties: {
    ...resource.Properties,
    Architectures: [arch() === "arm64" ? "arm64" : "x86_64"],
    Environment: { Variables: variables },
  },
});
