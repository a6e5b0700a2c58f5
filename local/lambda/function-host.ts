import { devNull } from "node:os";
import { dirname } from "node:path";
import { LOCAL_CREDENTIALS } from "#local/dynamodb/credentials.ts";
import type { FunctionLog } from "#local/lambda/function-log.ts";
import { FunctionWorker } from "#local/lambda/function-worker.ts";
import type { Outcome } from "#local/lambda/messages.ts";
import { Semaphore } from "#local/semaphore.ts";
import type { LocalFunction } from "#local/stack/functions.ts";
import { LOCAL_ACCOUNT, LOCAL_REGION } from "#local/stack/physical-names.ts";

/** Where functions find the local AWS services. */
export interface ServiceEndpoints {
  readonly dynamodb: string;
  readonly sqs: string;
  /** Secrets Manager and EventBridge. */
  readonly aws: string;
}

/** The variables that point a function's AWS SDK to the local services. */
export const endpointVariables = ({ dynamodb, sqs, aws }: ServiceEndpoints): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
  AWS_ENDPOINT_URL_SQS: sqs,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: aws,
  AWS_ENDPOINT_URL_EVENTBRIDGE: aws,
});

const runtimeVariables = (lambda: LocalFunction): Readonly<Record<string, string>> => ({
  AWS_REGION: LOCAL_REGION,
  AWS_DEFAULT_REGION: LOCAL_REGION,
  AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
  // Lambda has no such files; the developer's own must not reach the functions.
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
  AWS_LAMBDA_FUNCTION_NAME: lambda.name,
  // Each call of the SDK names the function in its User-Agent, for whoever looks at the calls that a table gets.
  AWS_SDK_UA_APP_ID: lambda.deploymentName,
  AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(lambda.memoryMb),
  AWS_LAMBDA_LOG_FORMAT: "JSON",
  LAMBDA_TASK_ROOT: dirname(lambda.file),
  TZ: ":UTC",
});

/** A function's name in log lines: the CDK's logical id without its unique suffix. */
const labelOf = ({ logicalId }: LocalFunction): string => logicalId.replace(/Function[0-9A-F]{8}$/, "");

/**
 * Invocations of one function that may run at once. In Lambda each has its own machine; here they share a thread, and the
 * time of each runs while the others work. The rest wait in front, where no time runs: more at once would not be faster,
 * and on a busy machine all of them would run out of time together.
 */
const INVOCATIONS_AT_ONCE_MAX = 25;

/**
 * Invocations of one function that may wait in front: room for a crowd of 5,000 that comes at once. Beyond that nobody would
 * wait for the result any more, and they are refused, as Lambda does above the concurrency of an account.
 */
const INVOCATIONS_WAITING_MAX = 10_000;

interface HostOptions {
  readonly functions: readonly LocalFunction[];
  readonly endpoints: ServiceEndpoints;
  readonly log: FunctionLog;
  /** Invocations of one function that may wait in front. */
  readonly waitingMax?: number;
  /** Chooses what runs for an invocation: the function itself, or another version of it. */
  readonly versionOf?: ChooseVersion;
}

export type ChooseVersion = (lambda: LocalFunction) => LocalFunction;

/** Runs each function, and each version of it, in its own thread, which starts at the first invocation and is replaced when it dies. */
export class FunctionHost {
  readonly #functions: ReadonlyMap<string, LocalFunction>;
  readonly #endpoints: ServiceEndpoints;
  readonly #log: FunctionLog;
  readonly #waitingMax: number;
  readonly #versionOf: ChooseVersion;
  readonly #workers = new Map<string, FunctionWorker>();
  readonly #semaphores = new Map<string, Semaphore>();
  #isStopping = false;

  constructor({
    functions,
    endpoints,
    log,
    waitingMax = INVOCATIONS_WAITING_MAX,
    versionOf = (lambda) => lambda,
  }: HostOptions) {
    this.#functions = new Map(functions.map((lambda) => [lambda.logicalId, lambda]));
    this.#endpoints = endpoints;
    this.#log = log;
    this.#waitingMax = waitingMax;
    this.#versionOf = versionOf;
  }

  /**
   * Invokes a function and returns the outcome. A failure of the function is an outcome, not an exception.
   * @throws Error if the template has no such function.
   */
  async invoke(logicalId: string, event: unknown): Promise<Outcome> {
    const lambda = this.#functions.get(logicalId);
    if (!lambda) throw new Error(`The template has no function ${logicalId}.`);
    const outcome = await this.#inTurn(lambda, event);
    const isWorthALine = outcome.kind !== "result" && outcome.kind !== "error" && !this.#isStopping;
    if (isWorthALine) {
      this.#log.write({ name: labelOf(lambda), level: "ERROR", text: `${outcome.kind}: ${outcome.reason}` });
    }
    return outcome;
  }

  async #inTurn(lambda: LocalFunction, event: unknown): Promise<Outcome> {
    const semaphore = this.#semaphoreOf(lambda.logicalId);
    if (semaphore.waiting >= this.#waitingMax) {
      return { kind: "throttled", reason: `${semaphore.waiting} invocations wait already` };
    }
    return await semaphore.run(() => this.#begin(lambda, event));
  }

  async #begin(lambda: LocalFunction, event: unknown): Promise<Outcome> {
    // An invocation that waited until now must not start a thread that nothing would stop.
    if (this.#isStopping) return { kind: "crash", reason: "the service is stopping" };
    return await this.#workerOf(this.#versionOf(lambda)).invoke(event);
  }

  #semaphoreOf(logicalId: string): Semaphore {
    const semaphore = this.#semaphores.get(logicalId) ?? new Semaphore(INVOCATIONS_AT_ONCE_MAX);
    this.#semaphores.set(logicalId, semaphore);
    return semaphore;
  }

  #workerOf(lambda: LocalFunction): FunctionWorker {
    const current = this.#workers.get(lambda.file);
    if (current?.isUsable) return current;
    const worker = new FunctionWorker({
      setup: {
        file: lambda.file,
        exportName: lambda.exportName,
        functionName: lambda.name,
        functionArn: `arn:aws:lambda:${LOCAL_REGION}:${LOCAL_ACCOUNT}:function:${lambda.name}`,
        memoryMb: lambda.memoryMb,
      },
      environment: { ...runtimeVariables(lambda), ...endpointVariables(this.#endpoints), ...lambda.environment },
      timeoutSeconds: lambda.timeoutSeconds,
      label: labelOf(lambda),
      log: this.#log,
    });
    this.#workers.set(lambda.file, worker);
    return worker;
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await Promise.all([...this.#workers.values()].map((worker) => worker.stop()));
    this.#workers.clear();
  }
}
