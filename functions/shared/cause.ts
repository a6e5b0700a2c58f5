/**
 * The request that caused what is being done: its id travels with the asynchronous call, from a request to the messages
 * that it sends, and from a message to those that follow from it. So the logs of all functions can be searched for one id.
 */
import { AsyncLocalStorage } from "node:async_hooks";

/** The attribute of a message, and the field of a log line. */
export const CAUSE = "httpRequestId";

const causes = new AsyncLocalStorage<string>();

/** Calls `act`, all of which the request has caused. Without an id it stays as it was. */
export const causedBy = <T>(requestId: string | undefined, act: () => T): T =>
  requestId === undefined ? act() : causes.run(requestId, act);

/** The id of the request that has caused what is being done; undefined if nobody has asked for it. */
export const causingRequest = (): string | undefined => causes.getStore();
