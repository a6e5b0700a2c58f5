/** A pause that ends early when the page wakes up, but not before the service wants the next call. */

/** Calls back at each wake-up. @returns how to stop */
export type OnWakeUp = (listener: () => void) => () => void;

export interface WakePauseOptions {
  readonly seconds: number;
  readonly leastSeconds: number;
  readonly signal: AbortSignal;
  readonly onWakeUp: OnWakeUp;
  /** A clock that goes on while the machine sleeps, in milliseconds. */
  readonly nowMs: () => number;
}

/** @throws the signal's reason */
export const wakePause = ({ seconds, leastSeconds, signal, onWakeUp, nowMs }: WakePauseOptions): Promise<void> => {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const startedMs = nowMs();
    let timer: ReturnType<typeof setTimeout>;
    const over = (): void => {
      clearTimeout(timer);
      stop();
      signal.removeEventListener("abort", abort);
    };
    const end = (): void => {
      over();
      resolve();
    };
    const abort = (): void => {
      over();
      reject(signal.reason as Error);
    };
    const stop = onWakeUp(() => {
      clearTimeout(timer);
      timer = setTimeout(end, Math.max(0, leastSeconds * 1000 - (nowMs() - startedMs)));
    });
    timer = setTimeout(end, seconds * 1000);
    signal.addEventListener("abort", abort);
  });
};
