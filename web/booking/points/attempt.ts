/**
 * One attempt to move money, from the press of a button until its outcome is known. Pure.
 *
 * A response that was lost says nothing about what the service has done, so nothing counts as failed before the service
 * says so: the same request is sent again, with the same idempotency key, until it does.
 */
import type { ProblemError } from "#client/problem-error.ts";
import type { ProblemCode } from "#contract/problems.ts";

/** A refusal of the service: nothing was done, and nothing will be for this attempt. */
export interface Refusal {
  readonly code: ProblemCode;
  readonly body: Readonly<Record<string, unknown>>;
}

export type Attempt =
  | { readonly state: "idle" }
  /** Sent once, and the response is awaited. */
  | { readonly state: "sending" }
  /** The outcome is unknown. `asked` counts the requests since then. */
  | { readonly state: "checking"; readonly asked: number; readonly isSignedOut: boolean }
  | { readonly state: "done" }
  | { readonly state: "refused"; readonly refusal: Refusal }
  /** It could not be found out in time, and must not be sent any more: it might be done only now. */
  | { readonly state: "unsettled" };

export type AttemptEvent =
  | { readonly kind: "started" }
  /** The page has found an attempt of before a reload, or of another tab. */
  | { readonly kind: "resumed" }
  | { readonly kind: "succeeded" }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "unknown"; readonly isSignedOut: boolean }
  | { readonly kind: "abandoned" }
  /** What came of it has been read. */
  | { readonly kind: "dismissed" };

export const IDLE: Attempt = { state: "idle" };

/** Whether the outcome is still to be known: the button is locked meanwhile. */
export const isUnderWay = ({ state }: Attempt): boolean => state === "sending" || state === "checking";

/** A success is final; a refusal and what could not be settled may be followed by another attempt. */
export const afterEvent = (attempt: Attempt, event: AttemptEvent): Attempt => {
  if (attempt.state === "done") return attempt;
  switch (event.kind) {
    case "started":
      return isUnderWay(attempt) ? attempt : { state: "sending" };
    case "resumed":
      return isUnderWay(attempt) ? attempt : { state: "checking", asked: 0, isSignedOut: false };
    case "succeeded":
      return { state: "done" };
    case "refused":
      return { state: "refused", refusal: event.refusal };
    case "unknown":
      return checkingAfter(attempt, event.isSignedOut);
    case "abandoned":
      return attempt.state === "checking" ? { state: "unsettled" } : attempt;
    case "dismissed":
      return isUnderWay(attempt) ? attempt : IDLE;
  }
};

const checkingAfter = (attempt: Attempt, isSignedOut: boolean): Attempt => ({
  state: "checking",
  asked: attempt.state === "checking" ? attempt.asked + 1 : 0,
  isSignedOut,
});

/** Refusals that say nothing about what an earlier request with the same key has done or is doing. */
const UNSETTLED: ReadonlySet<string> = new Set<ProblemCode | "UNKNOWN">([
  "UNKNOWN",
  "INTERNAL",
  "UNAVAILABLE",
  "PAYMENT_PENDING",
  "TOO_MANY_REQUESTS",
  "REQUEST_IN_PROGRESS",
  "UNAUTHENTICATED",
]);

/** The refusal in a problem, or undefined if the outcome is still unknown. */
export const refusalIn = ({ code, body }: Pick<ProblemError, "code" | "body">): Refusal | undefined =>
  code === "UNKNOWN" || UNSETTLED.has(code) ? undefined : { code, body };

const PAUSES_SECONDS = [1, 2, 3, 5, 8, 12];
const PAUSE_SECONDS_MAX = 15;

/** Seconds before the service is asked again; never less than it wants. */
export const pauseSeconds = (asked: number, retryAfterSeconds = 0): number =>
  Math.max(PAUSES_SECONDS[asked] ?? PAUSE_SECONDS_MAX, Math.min(retryAfterSeconds, 2 * PAUSE_SECONDS_MAX));

const LONG_AFTER = 5;

/** Whether it takes so long that the page says how to go on without it. */
export const takesLong = (attempt: Attempt): boolean => attempt.state === "checking" && attempt.asked >= LONG_AFTER;
