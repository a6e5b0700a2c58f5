/**
 * The program that service-process.ts starts: HTTP server and functions as `npm start` runs them, without what nobody asks for
 * over HTTP. Admission, numbering and what follows a change would work beside the one side that is measured.
 */
import { asInProd, type CountedFunctions, runCounted } from "#bench/efficiency/counted-functions.ts";
import type { ServiceMessage, ServiceWork, WorkQuestion } from "#bench/efficiency/messages.ts";
import { LOCAL_CREDENTIALS } from "#local/dynamodb/credentials.ts";
import { openApiServer } from "#local/http/api-server.ts";
import { endpointVariables, type ServiceEndpoints } from "#local/lambda/function-host.ts";
import { Cleanup } from "#local/process/cleanup.ts";
import { DEFAULT_OPTIONS, prepare } from "#local/service/service.ts";
import { apiOf } from "#local/stack/api.ts";
import type { LocalFunction } from "#local/stack/functions.ts";
import { createLocalResolver, localNames } from "#local/stack/local-names.ts";
import { LOCAL_REGION } from "#local/stack/physical-names.ts";

const cleanup = new Cleanup();

const send = (message: ServiceMessage): void => {
  process.send?.(message);
};

const variablesOf = (functions: readonly LocalFunction[], endpoints: ServiceEndpoints): Record<string, string> =>
  Object.assign(
    {
      ...endpointVariables(endpoints),
      AWS_REGION: LOCAL_REGION,
      AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
    },
    ...functions.map(({ environment }) => environment),
  ) as Record<string, string>;

const workOf = async (functions: CountedFunctions, name: string): Promise<ServiceWork> => {
  const work = await functions.workOf(name);
  const { user, system } = process.cpuUsage();
  return { ...work, processCpuMs: (user + system) / 1000 };
};

const start = async (): Promise<void> => {
  const api = await openApiServer(DEFAULT_OPTIONS);
  cleanup.add(api.stop);
  const prepared = await prepare(DEFAULT_OPTIONS, api.port, { cleanup, step: (_what, work) => work });
  const { addresses, endpoints, assembly } = prepared;
  const functions = prepared.functions.map(asInProd);
  const counted = runCounted(functions, endpoints);
  cleanup.add(counted.stop);
  const resolve = createLocalResolver(assembly.template, localNames(assembly.stackName), addresses);
  const { invoke } = counted;
  api.serve({ api: apiOf(assembly.template, resolve), invoke, respondWithPage: () => undefined });

  process.on("message", ({ functionName }: WorkQuestion) => {
    workOf(counted, functionName).then(
      (work) => send({ kind: "work", work }),
      (error: unknown) => send({ kind: "error", error: String(error) }),
    );
  });
  const { api: url, issuer } = addresses;
  const { dynamodb, sqs } = endpoints;
  const variables = variablesOf(functions, endpoints);
  send({ kind: "ready", addresses: { url, issuer, dynamodb, sqs, variables } });
};

// The bench ends the service by hanging up, and if it dies the service ends too.
process.once("disconnect", () => void cleanup.run().finally(() => process.exit()));
try {
  await start();
} catch (error) {
  send({ kind: "error", error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  await cleanup.run();
  process.exitCode = 1;
}
