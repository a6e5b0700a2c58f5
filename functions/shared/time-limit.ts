/**
 * Ends the work of a function with its answer. A function answers shortly before its time is up; without this, its calls
 * of the stores and the pauses between them would go on, and something might be committed that was answered as a failure.
 *
 * The limit travels with the asynchronous call, so no use case has to pass it on.
 */
import { AsyncLocalStorage } from "node:async_hooks";

/** A function that is still at work this long before its timeout ends by itself, so that it can say so. */
export const ANSWER_MARGIN_MS = 500;

/** No answer needs what is still under way. Named as SDKs name it, so that it is not tried again. */
class WorkEnded extends Error {
  override readonly name = "AbortError";

  constructor() {
    super("The time of the function was up, or its answer was given.");
  }
}

interface TimeLimit {
  readonly signal: AbortSignal;
  /** Rejects with WorkEnded. */
  readonly ended: Promise<never>;
}

const limits = new AsyncLocalStorage<TimeLimit | undefined>();

/** What a function needs to know of its invocation. Tests may call a handler without it; then there is no limit. */
export interface RemainingTime {
  readonly getRemainingTimeInMillis?: () => number;
}

/**
 * Calls `act`, and ends what is still under way in it as soon as it has returned, or shortly before the function's
 * timeout.
 */
export const withinTime = async <T>(context: RemainingTime | undefined, act: () => Promise<T>): Promise<T> => {
  const controller = new AbortController();
  const { promise: ended, reject } = Promise.withResolvers<never>();
  // Nobody may be waiting for it.
  ended.catch(() => undefined);
  const end = (): void => {
    const reason = new WorkEnded();
    controller.abort(reason);
    reject(reason);
  };
  const remainingMs = context?.getRemainingTimeInMillis?.();
  const timeout = remainingMs === undefined ? undefined : setTimeout(end, Math.max(0, remainingMs - ANSWER_MARGIN_MS));
  try {
    return await limits.run({ signal: controller.signal, ended }, act);
  } finally {
    clearTimeout(timeout);
    end();
  }
};

/**
 * Makes the handler of a function without routes. What it has not done when its time is up fails, so that it can still
 * report which messages that is.
 */
export const backgroundHandler =
  <E, R, C extends RemainingTime>(act: (event: E, context: C) => Promise<R>): ((event: E, context?: C) => Promise<R>) =>
  (event, context) =>
    withinTime(context, () => act(event, context as C));

/**
 * Waits for a call that the work at hand needs, but no longer than for that work.
 * @throws AbortError, without the call if the work has ended before
 */
export const whileNeeded = async <T>(call: () => Promise<T>): Promise<T> => {
  const limit = limits.getStore();
  if (limit === undefined) return call();
  limit.signal.throwIfAborted();
  return await Promise.race([call(), limit.ended]);
};

/** Calls `read` for callers to come as well: the end of the one that asked first does not end it. */
export const forEverybody = <T>(read: () => T): T => limits.run(undefined, read);

/** Waits between two tries. @throws AbortError as soon as the work at hand has ended */
export const pause = (ms: number): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  return whileNeeded(() => promise).finally(() => clearTimeout(timer));
};
