/** What the bench and the process of the service say to each other. */

/** What a function has done since its thread began. */
export interface FunctionWork {
  /** Sent to DynamoDB, SQS and whatever else it calls. */
  readonly requests: number;
  /** Of its thread. */
  readonly cpuMs: number;
}

export interface ServiceWork extends FunctionWork {
  /** Of all threads of the process: HTTP server, functions, SQS server. */
  readonly processCpuMs: number;
}

export interface ServiceAddresses {
  readonly url: string;
  readonly issuer: string;
  readonly dynamodb: string;
  readonly sqs: string;
  /** Environment variables with which another process calls the same tables, queues and secrets. */
  readonly variables: Readonly<Record<string, string>>;
}

/** To the service: asks for the work of the function with this name. */
export interface WorkQuestion {
  readonly functionName: string;
}

/** From the service. */
export type ServiceMessage =
  | { readonly kind: "ready"; readonly addresses: ServiceAddresses }
  | { readonly kind: "work"; readonly work: ServiceWork }
  | { readonly kind: "error"; readonly error: string };
