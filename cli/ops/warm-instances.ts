/** Reads and sets how many instances Lambda keeps warm: provisioned concurrency, which only an alias or a version can have. */
import {
  DeleteProvisionedConcurrencyConfigCommand,
  GetAliasCommand,
  GetProvisionedConcurrencyConfigCommand,
  type LambdaClient,
  ProvisionedConcurrencyConfigNotFoundException,
  PutProvisionedConcurrencyConfigCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-lambda";
import type { FoundFunction } from "#cli/ops/stage-functions.ts";
import type { WarmAlias, WarmNow } from "#cli/ops/warm-plan.ts";
import type { LIVE_ALIAS_NAME } from "#lib/function.ts";

/** Its type is that of the stack, which is not loaded here. */
const ALIAS: typeof LIVE_ALIAS_NAME = "live";

/** Undefined if there is nothing to respond with. */
const orNothing = async <T>(response: Promise<T>): Promise<T | undefined> => {
  try {
    return await response;
  } catch (error) {
    const isAbsent =
      error instanceof ProvisionedConcurrencyConfigNotFoundException || error instanceof ResourceNotFoundException;
    if (!isAbsent) throw error;
    return undefined;
  }
};

const aliasOf = async (lambda: LambdaClient, name: string): Promise<WarmAlias | undefined> => {
  const alias = await orNothing(lambda.send(new GetAliasCommand({ FunctionName: name, Name: ALIAS })));
  if (alias === undefined) return undefined;
  const warm = await orNothing(
    lambda.send(new GetProvisionedConcurrencyConfigCommand({ FunctionName: name, Qualifier: ALIAS })),
  );
  return {
    requested: warm?.RequestedProvisionedConcurrentExecutions,
    available: warm?.AvailableProvisionedConcurrentExecutions ?? 0,
    ...(warm?.Status === "FAILED" ? { failure: warm.StatusReason ?? "Lambda does not say why" } : {}),
    isMoving: Object.keys(alias.RoutingConfig?.AdditionalVersionWeights ?? {}).length > 0,
  };
};

export const readWarm = async (lambda: LambdaClient, { name, memoryMb }: FoundFunction): Promise<WarmNow> => ({
  memoryMb,
  alias: await aliasOf(lambda, name),
});

/** @param instances undefined: none */
export const keepWarm = async (
  lambda: LambdaClient,
  { name }: FoundFunction,
  instances: number | undefined,
): Promise<void> => {
  const target = { FunctionName: name, Qualifier: ALIAS };
  if (instances === undefined) {
    await orNothing(lambda.send(new DeleteProvisionedConcurrencyConfigCommand(target)));
    return;
  }
  await lambda.send(
    new PutProvisionedConcurrencyConfigCommand({ ...target, ProvisionedConcurrentExecutions: instances }),
  );
};
