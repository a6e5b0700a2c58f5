/** What a function's thread needs to start. */
export interface WorkerSetup {
  readonly file: string;
  readonly exportName: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: number;
}

/** To the thread. */
export type ThreadMessage =
  | { readonly kind: "invocation"; readonly invocation: Invocation }
  /** Asks for a pong, which comes once the thread has done what was due before. */
  | { readonly kind: "ping"; readonly id: string };

export interface Invocation {
  readonly id: string;
  /** The event as JSON, as Lambda hands it over. */
  readonly event: string;
  readonly deadlineMs: number;
}

export type LogLevel = "DEBUG" | "INFO" | "WARN" | "ERROR";

/** From the thread. */
export type WorkerMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "pong"; readonly id: string }
  | { readonly kind: "result"; readonly id: string; readonly payload: string | undefined }
  | { readonly kind: "error"; readonly id: string; readonly errorType: string; readonly message: string }
  | { readonly kind: "log"; readonly level: LogLevel; readonly requestId: string | undefined; readonly text: string };

/** How an invocation ended. */
export type Outcome =
  | { readonly kind: "result"; readonly payload: unknown }
  /** The handler threw. */
  | { readonly kind: "error"; readonly reason: string }
  /** The function's thread died, or never started. */
  | { readonly kind: "crash"; readonly reason: string }
  | { readonly kind: "timeout"; readonly reason: string }
  /** Refused, since the function has more to do than it can catch up with. */
  | { readonly kind: "throttled"; readonly reason: string };
