/** Carries an attempt from the first request to its outcome, whatever happens to the responses in between. */
import { ProblemError } from "#client/problem-error.ts";
import { type AttemptEvent, pauseSeconds, type Refusal, refusalIn } from "#web/booking/points/attempt.ts";
import { wokeUp } from "#web/shared/clock/clock.ts";
import { SignInNeeded } from "#web/shared/session/session.ts";
import { attemptKey, endAttempt } from "#web/shared/storage/attempt-key.ts";

export interface AttemptRun<Result> {
  /** Names what is done, as `attemptKey` takes it. */
  readonly purpose: string;
  /** Sends the request once, without retries. */
  readonly send: (idempotencyKey: string, signal: AbortSignal) => Promise<Result>;
  readonly report: (event: AttemptEvent) => void;
  /** Whether it must not be sent any more. Asked before each repeat. */
  readonly isTooOld?: () => boolean;
  /** Ends the repeats, as when its screen is left. The key is kept, so that it can be resumed. */
  readonly signal: AbortSignal;
}

/** A response that takes longer counts as lost. The service itself takes 10 seconds at most. */
const RESPONSE_MS_MAX = 20_000;

type Outcome<Result> =
  | { readonly result: Result }
  | { readonly refusal: Refusal }
  | { readonly isSignedOut: boolean; readonly retryAfterSeconds: number };

/** @returns what the service has done, or undefined if it has refused, or if the repeats were ended */
export const runAttempt = async <Result>(run: AttemptRun<Result>): Promise<Result | undefined> => {
  const { purpose, report, signal, isTooOld = () => false } = run;
  const key = attemptKey(purpose);
  for (let asked = 0; ; asked += 1) {
    const outcome = await outcomeOf(() => run.send(key, AbortSignal.timeout(RESPONSE_MS_MAX)));
    if ("result" in outcome) {
      endAttempt(purpose);
      report({ kind: "succeeded" });
      return outcome.result;
    }
    if ("refusal" in outcome) {
      endAttempt(purpose);
      report({ kind: "refused", refusal: outcome.refusal });
      return undefined;
    }
    report({ kind: "unknown", isSignedOut: outcome.isSignedOut });
    await pauseOrWake(pauseSeconds(asked, outcome.retryAfterSeconds), signal);
    if (signal.aborted) return undefined;
    if (isTooOld()) {
      endAttempt(purpose);
      report({ kind: "abandoned" });
      return undefined;
    }
  }
};

const outcomeOf = async <Result>(send: () => Promise<Result>): Promise<Outcome<Result>> => {
  try {
    return { result: await send() };
  } catch (error) {
    if (error instanceof SignInNeeded) return { isSignedOut: true, retryAfterSeconds: 0 };
    if (!(error instanceof ProblemError)) return { isSignedOut: false, retryAfterSeconds: 0 };
    const refusal = refusalIn(error);
    if (refusal !== undefined) return { refusal };
    const retryAfterSeconds = Number(error.headers.get("retry-after") ?? 0) || 0;
    return { isSignedOut: error.code === "UNAUTHENTICATED", retryAfterSeconds };
  }
};

/** Waits, but not on once the page is visible or online again. */
const pauseOrWake = (seconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const wakeUps = wokeUp.peek();
    const end = (): void => {
      clearTimeout(timer);
      stopListening();
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, seconds * 1000);
    const stopListening = wokeUp.subscribe((count) => {
      if (count !== wakeUps) end();
    });
    signal.addEventListener("abort", end);
    if (signal.aborted) end();
  });
