/** Calls that wait out a crowd and a bad connection. */
import { ProblemError } from "#client/problem-error.ts";
import { againSeconds } from "#contract/waiting/next-poll.ts";

/** How a caller pauses, so that tests, crowds and pages can have their own way. */
export interface Pauses {
  /** @throws the reason if the wait is given up */
  readonly pause: (seconds: number, circumstances: PauseCircumstances) => Promise<void>;
  /** 0 to 1. */
  readonly random: () => number;
  /** How often in a row the service may be out of reach before that counts as a failure; 10 times if absent. */
  readonly unreachedMax?: number;
}

/** What a caller needs to know of a pause to end it early, or to show it. */
export interface PauseCircumstances {
  /** A page that wakes up may end the pause early, but not before this: the service wants no call sooner. */
  readonly leastSeconds: number;
  /** The refusal or the failure after which the same call is sent again; absent if all is well. */
  readonly failure?: unknown;
}

/** A call that got lost on the way may be sent again this soon once there is a reason to, such as a network. */
const LOST_SECONDS_LEAST = 1;
/** Most times in a row that the service is not reached before that counts as a failure. */
const UNREACHED_MAX = 10;

/** Too many came at once. */
const isCrowded = (error: unknown): boolean =>
  error instanceof ProblemError && (error.status === 429 || error.status === 503);

/** The network failed, which fetch says with a TypeError, or something in front of the service did. */
const isUnreached = (error: unknown): boolean =>
  error instanceof ProblemError ? error.status >= 500 : error instanceof TypeError;

/** What a refusal says itself about when to come again. */
const saidSeconds = (error: unknown): number => {
  const said = error instanceof ProblemError ? Number(error.headers.get("retry-after") ?? 0) : 0;
  return Number.isFinite(said) ? said : 0;
};

/** Sends a call until it is neither refused because of the crowd nor lost. */
export const persistently = async <Result>(pauses: Pauses, send: () => Promise<Result>): Promise<Result> => {
  const unreachedMax = pauses.unreachedMax ?? UNREACHED_MAX;
  for (let failures = 1; ; failures += 1) {
    try {
      return await send();
    } catch (failure) {
      const isPassing = isCrowded(failure) || (isUnreached(failure) && failures <= unreachedMax);
      if (!isPassing) throw failure;
      const seconds = Math.max(againSeconds(failures, pauses.random()), saidSeconds(failure));
      await pauses.pause(seconds, { leastSeconds: isCrowded(failure) ? seconds : LOST_SECONDS_LEAST, failure });
    }
  }
};
