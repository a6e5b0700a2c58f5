import { mkdir, rm } from "node:fs/promises";
import { resolve as absolute, join } from "node:path";
import type { FunctionName } from "#functions/deployment.ts";
import { SIGNING_KEY_VARIABLE } from "#functions/shared/grants.ts";
import { SETTINGS } from "#functions/shared/settings.ts";
import { buildPages } from "#lib/build/pages.ts";
import type { PageSettings } from "#lib/publication/page-settings.ts";
import { startAwsEndpoint } from "#local/aws/aws-endpoint.ts";
import type { EventLog } from "#local/aws/event-log.ts";
import { secretValues } from "#local/aws/secret-values.ts";
import { type ApiServer, openApiServer } from "#local/http/api-server.ts";
import { ENDPOINTS, startIdentityProvider } from "#local/identity/identity-provider.ts";
import { type ChooseVersion, FunctionHost, type ServiceEndpoints } from "#local/lambda/function-host.ts";
import { FunctionLog } from "#local/lambda/function-log.ts";
import { readPageFiles } from "#local/pages/page-files.ts";
import { pageResponder, type RespondWithPage } from "#local/pages/page-responder.ts";
import type { Cleanup } from "#local/process/cleanup.ts";
import { lockFolder } from "#local/process/folder-lock.ts";
import { createTemporaryFolder, removeLeftFolders } from "#local/process/temporary-folder.ts";
import { createSqsQueues, createTables, provideDynamoDb, provideSqs } from "#local/service/backing.ts";
import { migrateKeptData } from "#local/service/kept-data-migration.ts";
import { sweepKeptData } from "#local/service/kept-data-sweep.ts";
import { onPort } from "#local/service/ports.ts";
import type { Step } from "#local/service/progress.ts";
import type { StartOptions } from "#local/service/start-options.ts";
import { startTriggers } from "#local/service/triggers.ts";
import { apiOf } from "#local/stack/api.ts";
import { functionsOf, type LocalFunction } from "#local/stack/functions.ts";
import { createLocalResolver, type LocalAddresses, localNames } from "#local/stack/local-names.ts";
import { type AwsNames, LOCAL_CLIENT_ID } from "#local/stack/physical-names.ts";
import { secretsOf } from "#local/stack/secrets.ts";
import { sqsQueuesOf } from "#local/stack/sqs-queues.ts";
import { type Assembly, synthesizeStack } from "#local/stack/synthesis.ts";
import { eventSourcesOf, schedulesOf } from "#local/stack/triggers.ts";

const ASSEMBLY_PREFIX = "encore-stack-";

export interface Service {
  readonly url: string;
  readonly issuer: string;
  readonly dynamodb: string;
  readonly sqs: string;
  /** URL of the local Secrets Manager, and the ARN of the secret that queue tokens and receipts are signed with. */
  readonly secretsManager: string;
  readonly signingSecret: string;
  readonly eventLog: EventLog;
  /** Resolves when a part ends by itself, with a sentence about it. */
  readonly died: Promise<string>;
}

export interface ServiceOptions extends Omit<StartOptions, "seed" | "readyFile"> {
  /** Another version of the functions, which runs beside this one as during a deployment. */
  readonly beside?: OtherVersion;
}

/** A service for which nothing else is asked: on a free port of this machine, with data that are gone afterwards. */
export const DEFAULT_OPTIONS: ServiceOptions = {
  host: "127.0.0.1",
  port: 0,
  stage: "dev",
  dataDir: undefined,
  holdSeconds: undefined,
  tickSeconds: undefined,
  dynamodb: undefined,
  sqs: undefined,
  without: [],
  verbose: false,
};

export interface OtherVersion {
  readonly assembly: Assembly;
  /** Chooses what runs for an invocation of a function that both versions have. */
  readonly choose: (own: LocalFunction, other: LocalFunction) => LocalFunction;
}

/** What every part of the start needs. */
interface StartContext {
  /** Stops what has been started. */
  readonly cleanup: Cleanup;
  /** Reports progress. */
  readonly step: Step;
}

/** Everything that the functions need, before anything invokes them. */
export interface Prepared {
  readonly assembly: Assembly;
  readonly addresses: LocalAddresses;
  readonly endpoints: ServiceEndpoints;
  readonly functions: readonly LocalFunction[];
  /** Chooses between the versions of a function. */
  readonly versionOf: ChooseVersion;
  readonly eventLog: EventLog;
  readonly died: Promise<string>;
}

/** Starts Encore on this machine. Whatever it has started is in `cleanup`, even if it throws. */
export const startService = async (options: ServiceOptions, context: StartContext): Promise<Service> => {
  const api = await onPort(options.port, "--port", () => openApiServer(options));
  context.cleanup.add(api.stop);
  const [prepared, pages] = await Promise.all([
    prepare(options, api.port, context),
    context.step("pages built", buildPages().then(readPageFiles)),
  ]);
  const { addresses, endpoints, eventLog, died } = prepared;
  const host = await runFunctions(options, prepared, context);
  serve(api, prepared, options, { host, respondWithPage: pageResponder(pages, pageSettings(prepared)) });
  return {
    url: addresses.api,
    issuer: addresses.issuer,
    dynamodb: endpoints.dynamodb,
    sqs: endpoints.sqs,
    secretsManager: endpoints.aws,
    signingSecret: environmentValue(SIGNING_KEY_VARIABLE, prepared.functions) ?? "",
    eventLog,
    died,
  };
};

/** Synthesizes the stack and starts its tables, SQS queues, secrets and identity provider. */
export const prepare = async (options: ServiceOptions, apiPort: number, context: StartContext): Promise<Prepared> => {
  const { step, cleanup } = context;
  const dataDir = options.dataDir === undefined ? undefined : absolute(options.dataDir);
  if (dataDir !== undefined) {
    await mkdir(dataDir, { recursive: true });
    cleanup.add(await lockFolder(dataDir));
  }
  await removeLeftFolders(ASSEMBLY_PREFIX);
  const assemblyDir = await createTemporaryFolder(ASSEMBLY_PREFIX);
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
    "tables and SQS queues created",
    Promise.all([
      createTables(template, stackName, dynamodb.endpoint),
      createSqsQueues(sqsQueuesOf(template, names, resolve), sqs.endpoint),
    ]),
  );
  const aws = await startAwsEndpoint(await secretValues(secretsOf(template, names, resolve), dataDir), options.host);
  cleanup.add(aws.stop);
  return {
    assembly,
    addresses,
    endpoints: { dynamodb: dynamodb.endpoint, sqs: sqs.endpoint, aws: aws.endpoint },
    functions: functionsOf(template, assembly.assemblyDir, names, resolve).map(withSettings(options)),
    versionOf: versionChoice(options, names, addresses),
    eventLog: aws.eventLog,
    died: Promise.race([dynamodb.died, sqs.died]),
  };
};

/** The functions of both versions have the same tables, SQS queues and addresses, and each version its own variables. */
const versionChoice = (options: ServiceOptions, names: AwsNames, addresses: LocalAddresses): ChooseVersion => {
  if (options.beside === undefined) return (lambda) => lambda;
  const { assembly, choose } = options.beside;
  const resolve = createLocalResolver(assembly.template, names, addresses);
  const others = functionsOf(assembly.template, assembly.assemblyDir, names, resolve).map(withSettings(options));
  const byName = new Map(others.map((lambda) => [lambda.deploymentName, lambda]));
  return (lambda) => {
    const other = byName.get(lambda.deploymentName);
    return other === undefined ? lambda : choose(lambda, other);
  };
};

/** Starts the function host, and the triggers of the functions that no request starts. */
export const runFunctions = async (
  options: ServiceOptions,
  prepared: Prepared,
  { cleanup }: StartContext,
): Promise<FunctionHost> => {
  const { assembly, addresses, endpoints, functions, versionOf } = prepared;
  const { template, stackName } = assembly;
  const file = options.dataDir === undefined ? undefined : join(options.dataDir, "functions.log");
  const log = new FunctionLog({ verbose: options.verbose, file });
  cleanup.add(() => log.close());
  const host = new FunctionHost({ functions, endpoints, log, versionOf });
  cleanup.add(() => host.stop());
  if (options.dataDir !== undefined) {
    console.log(`  ${await migrateKeptData(endpoints.dynamodb, functions)}`);
    console.log(`  ${await sweepKeptData(host, functions)}`);
  }

  const isRunning = isNotExcluded(options.without, functions);
  const resolve = createLocalResolver(template, localNames(stackName), addresses);
  await startTriggers({
    stackName,
    sources: eventSourcesOf(template).filter(isRunning),
    schedules: schedulesOf(template, resolve).filter(isRunning),
    endpoints,
    host,
    cleanup,
  });
  return host;
};

const pageSettings = ({ addresses: { issuer }, functions }: Prepared): PageSettings => ({
  issuer,
  authorizeUrl: `${issuer}${ENDPOINTS.authorize}`,
  tokenUrl: `${issuer}${ENDPOINTS.token}`,
  clientId: LOCAL_CLIENT_ID,
  posterOrigins: [],
  holdSeconds: Number(environmentValue(SETTINGS.holdSeconds.variable, functions)),
});

/** The value of a variable that has the same one in every function that has it. */
const environmentValue = (variable: string, functions: readonly LocalFunction[]): string | undefined =>
  functions.map(({ environment }) => environment[variable]).find((value) => value !== undefined);

interface Responders {
  readonly host: FunctionHost;
  readonly respondWithPage: RespondWithPage;
}

/** Sends the API's requests to the functions, and responds to the others with the pages. */
const serve = (
  api: ApiServer,
  { assembly, addresses, functions }: Prepared,
  options: ServiceOptions,
  { host, respondWithPage }: Responders,
) => {
  const { template, stackName } = assembly;
  const { routes, cors } = apiOf(template, createLocalResolver(template, localNames(stackName), addresses));
  const isRunning = isNotExcluded(options.without, functions);
  api.serve({
    api: { routes: routes.filter(isRunning), cors },
    invoke: (functionId, event) => host.invoke(functionId, event),
    respondWithPage,
  });
};

/** Returns a filter for routes and triggers: whether their function is not excluded with `--without`. */
const isNotExcluded = (without: readonly FunctionName[], functions: readonly LocalFunction[]) => {
  const names = new Set<string>(without);
  const excludedIds = new Set(
    functions.filter(({ deploymentName }) => names.has(deploymentName)).map(({ logicalId }) => logicalId),
  );
  return ({ functionId }: { readonly functionId: string }): boolean => !excludedIds.has(functionId);
};

/**
 * Replaces the stage's settings by those of the command line, in the functions that have them, and lets webhooks call this
 * machine, which no deployed stage does.
 */
const withSettings = ({ holdSeconds, tickSeconds }: ServiceOptions) => {
  const settings = {
    [SETTINGS.holdSeconds.variable]: holdSeconds,
    [SETTINGS.tickSeconds.variable]: tickSeconds,
    [SETTINGS.webhookToLocal.variable]: 1,
  };
  return (lambda: LocalFunction): LocalFunction => {
    const changed = Object.entries(settings).filter(
      ([name, value]) => value !== undefined && lambda.environment[name] !== undefined,
    );
    const values = Object.fromEntries(changed.map(([name, value]) => [name, String(value)]));
    return { ...lambda, environment: { ...lambda.environment, ...values } };
  };
};
