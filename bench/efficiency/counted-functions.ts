/** The functions of the service, each in a thread that counts its work. */
import { join } from "node:path";
import type { FunctionWork } from "#bench/efficiency/messages.ts";
import { RESPONSE_CHECK_VARIABLE } from "#functions/shared/grants.ts";
import { STAGES } from "#lib/stages.ts";
import { FunctionHost, type ServiceEndpoints } from "#local/lambda/function-host.ts";
import { FunctionLog } from "#local/lambda/function-log.ts";
import type { Outcome } from "#local/lambda/messages.ts";
import type { LocalFunction } from "#local/stack/functions.ts";

const PROGRAM = join(import.meta.dirname, "counted-function.ts");
const WORK_EVENT = "work";

export interface CountedFunctions {
  readonly invoke: (logicalId: string, event: unknown) => Promise<Outcome>;
  /** @param name of the function in functions/deployment.ts. @throws Error if there is no such function, or it does not load */
  readonly workOf: (name: string) => Promise<FunctionWork>;
  readonly stop: () => Promise<void>;
}

/** The function with its responses checked as in prod, where most of them are not. */
export const asInProd = ({ environment, ...lambda }: LocalFunction): LocalFunction => ({
  ...lambda,
  environment: {
    ...environment,
    ...(RESPONSE_CHECK_VARIABLE in environment && { [RESPONSE_CHECK_VARIABLE]: STAGES.prod.responseCheck }),
  },
});

const counted = (lambda: LocalFunction): LocalFunction => ({
  ...lambda,
  file: PROGRAM,
  environment: { ...lambda.environment, BENCH_FUNCTION_FILE: lambda.file, BENCH_WORK_EVENT: WORK_EVENT },
});

export const runCounted = (functions: readonly LocalFunction[], endpoints: ServiceEndpoints): CountedFunctions => {
  const log = new FunctionLog({ verbose: false });
  // A host for each, since a host knows its threads by their file, and that is the same for all of these.
  const hosts = new Map(
    functions.map((lambda) => [lambda.logicalId, new FunctionHost({ functions: [counted(lambda)], endpoints, log })]),
  );
  const invoke = (logicalId: string, event: unknown): Promise<Outcome> => {
    const host = hosts.get(logicalId);
    if (host === undefined) throw new Error(`The template has no function ${logicalId}.`);
    return host.invoke(logicalId, event);
  };
  return {
    invoke,
    workOf: async (name) => {
      const lambda = functions.find(({ deploymentName }) => deploymentName === name);
      if (lambda === undefined) throw new Error(`There is no function ${name}.`);
      const outcome = await invoke(lambda.logicalId, WORK_EVENT);
      if (outcome.kind !== "result") throw new Error(`${name}: ${outcome.reason}`);
      return outcome.payload as FunctionWork;
    },
    stop: async () => {
      await Promise.all([...hosts.values()].map((host) => host.stop()));
    },
  };
};
