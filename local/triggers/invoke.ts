import type { Outcome } from "#local/lambda/messages.ts";

/** Invokes one function. */
export type InvokeFunction = (event: unknown) => Promise<Outcome>;

/** A source of events that is being read. */
export interface Reader {
  /** Takes no more events. Invocations under way are for whoever runs the functions to end. */
  readonly stop: () => void;
}
