import type { Outcome } from "#local/lambda/messages.ts";

/** Invokes one function. */
export type InvokeFunction = (event: unknown) => Promise<Outcome>;

/** A running reader of an event source. */
export interface Reader {
  /** Stops taking events. The function host ends the invocations that are running. */
  readonly stop: () => void;
}
