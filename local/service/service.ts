import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { resolve as absolute, join } from "node:path";
import type { FunctionName } from "#functions/deployment.ts";
import { SETTINGS } from "#functions/shared/settings.ts";
import { startAwsEndpoint } from "#local/aws/aws-endpoint.ts";
import type { EventLog } from "#local/aws/event-log.ts";
import { secretValues } from "#local/aws/secret-values.ts";
import { type ApiServer, openApiServer } from "#local/http/api-server.ts";
import { startIdentityProvider } from "#local/identity/identity-provider.ts";
import { FunctionHost, type ServiceEndpoints } from "#local/lambda/function-host.ts";
import { FunctionLog } from "#local/lambda/function-log.ts";
import { makeQueues, makeTables, provideDynamoDb, provideSqs } from "#local/service/backing.ts";
import type { Cleanup } from "#local/service/cleanup.ts";
import { onPort } from "#local/service/ports.ts";
import type { Step } from "#local/service/progress.ts";
import type { StartOptions } from "#local/service/start-options.ts";
import { startTriggers } from "#local/service/triggers.ts";
import { apiOf } from "#local/stack/api.ts";
import { functionsOf, type LocalFunction } from "#local/stack/functions.ts";
import { createLocalResolver, type LocalAddresses, localNames } from "#local/stack/local-names.ts";
import { LOCAL_CLIENT_ID } from "#local/stack/physical-names.ts";
import { secretsOf } from "#local/stack/secrets.ts";
import { queuesOf } from "#local/stack/sqs-queues.ts";
import { type Assembly, synthesizeStack } from "#local/stack/synthesis.ts";
import { eventSourcesOf, schedulesOf } from "#local/stack/triggers.ts";

export interface Service {
  readonly url: string;
  readonly issuer: string;
  readonly dynamodb: string;
  readonly sqs: string;
  readonly eventLog: EventLog;
  /** Ends when a part ends by itself, with a sentence about it. */
  readonly died: Promise<string>;
}

export type ServiceOptions = Omit<StartOptions, "seed" | "readyFile">;

interface Surroundings {
  readonly cleanup: Cleanup;
  readonly step: Step;
}

/** Everything that functions need, and nothing that calls them yet. */
export interface Prepared {
  readonly assembly: Assembly;
  readonly addresses: LocalAddresses;
  readonly endpoints: ServiceEndpoints;
  readonly functions: readonly LocalFunction[];
  readonly eventLog: EventLog;
  readonly died: Promise<string>;
}

/** Starts Encore on this machine. What it starts is in `cleanup`, also if it throws. */
export const startService = async (options: ServiceOptions, around: Surroundings): Promise<Service> => {
  const api = await onPort(options.port, "--port", () => openApiServer(options));
  around.cleanup.add(api.stop);
  const prepared = await prepare(options, api.port, around);
  const host = await runFunctions(options, prepared, around);
  serve(api, prepared, options, host);
  const { addresses, endpoints, eventLog, died } = prepared;
  return {
    url: addresses.api,
    issuer: addresses.issuer,
    dynamodb: endpoints.dynamodb,
    sqs: endpoints.sqs,
    eventLog,
    died,
  };
};

/** Synthesizes the stack and starts its tables, queues, secrets and identity provider, side by side. */
export const prepare = async (options: ServiceOptions, apiPort: number, around: Surroundings): Promise<Prepared> => {
  const { step, cleanup } = around;
  const dataDir = options.dataDir === undefined ? undefined : absolute(options.dataDir);
  if (dataDir !== undefined) await mkdir(dataDir, { recursive: true });
  const assemblyDir = await mkdtemp(join(tmpdir(), "encore-stack-"));
  cleanup.add(() => rm(assemblyDir, { recursive: true, force: true }));

  const issuerPort = options.port === 0 ? 0 : apiPort + 1;
  const identity = await onPort(issuerPort, "the port after --port", () =>
    startIdentityProvider({ port: issuerPort, clientId: LOCAL_CLIENT_ID, host: options.host, dataDir }),
  );
  cleanup.add(identity.stop);

  const backing = { dataDir, cleanup, step, host: options.host };
  const [assembly, dynamodb, sqs] = await Promise.all([
    step("stack synthesized", synthesizeStack(options.stage, assemblyDir)),
    provideDynamoDb(options.dynamodb, backing),
    provideSqs(options.sqs, backing),
  ]);
  const { template, stackName } = assembly;
  const names = localNames(stackName);
  const addresses = { api: `http://127.0.0.1:${apiPort}`, issuer: identity.issuer, sqs: sqs.endpoint };
  const resolve = createLocalResolver(template, names, addresses);

  await step(
    "tables and queues made",
    Promise.all([
      makeTables(template, stackName, dynamodb.endpoint),
      makeQueues(queuesOf(template, names, resolve), sqs.endpoint),
    ]),
  );
  const aws = await startAwsEndpoint(await secretValues(secretsOf(template, names, resolve), dataDir), options.host);
  cleanup.add(aws.stop);
  return {
    assembly,
    addresses,
    endpoints: { dynamodb: dynamodb.endpoint, sqs: sqs.endpoint, aws: aws.endpoint },
    functions: functionsOf(template, assembly.assemblyDir, names, resolve).map(withSettings(options)),
    eventLog: aws.eventLog,
    died: Promise.race([dynamodb.died, sqs.died]),
  };
};

/** Runs the functions, and starts what invokes those that no request does. */
export const runFunctions = async (
  options: ServiceOptions,
  prepared: Prepared,
  { cleanup }: Surroundings,
): Promise<FunctionHost> => {
  const { assembly, addresses, endpoints, functions } = prepared;
  const { template, stackName } = assembly;
  const file = options.dataDir === undefined ? undefined : join(options.dataDir, "functions.log");
  const log = new FunctionLog({ verbose: options.verbose, file });
  cleanup.add(() => log.close());
  const host = new FunctionHost({ functions, endpoints, log });
  cleanup.add(() => host.stop());

  const isRun = runs(options.without, functions);
  const resolve = createLocalResolver(template, localNames(stackName), addresses);
  await startTriggers({
    stackName,
    sources: eventSourcesOf(template).filter(isRun),
    schedules: schedulesOf(template, resolve).filter(isRun),
    endpoints,
    host,
    cleanup,
  });
  return host;
};

const serve = (
  api: ApiServer,
  { assembly, addresses, functions }: Prepared,
  options: ServiceOptions,
  host: FunctionHost,
) => {
  const { template, stackName } = assembly;
  const { routes, cors } = apiOf(template, createLocalResolver(template, localNames(stackName), addresses));
  const isRun = runs(options.without, functions);
  api.serve({ routes: routes.filter(isRun), cors }, (functionId, event) => host.invoke(functionId, event));
};

/** Returns whether the function of a trigger is to run. */
const runs = (without: readonly FunctionName[], functions: readonly LocalFunction[]) => {
  const excluded = new Set<string>(without);
  const left = new Set(
    functions.filter(({ deploymentName }) => excluded.has(deploymentName)).map(({ logicalId }) => logicalId),
  );
  return ({ functionId }: { readonly functionId: string }): boolean => !left.has(functionId);
};

/** Puts the command line's settings in the place of the stage's, in the functions that have them. */
const withSettings = ({ holdSeconds, tickSeconds }: ServiceOptions) => {
  const settings = { [SETTINGS.holdSeconds.variable]: holdSeconds, [SETTINGS.tickSeconds.variable]: tickSeconds };
  return (lambda: LocalFunction): LocalFunction => {
    const changed = Object.entries(settings).filter(
      ([name, value]) => value !== undefined && lambda.environment[name] !== undefined,
    );
    const values = Object.fromEntries(changed.map(([name, value]) => [name, String(value)]));
    return { ...lambda, environment: { ...lambda.environment, ...values } };
  };
};
