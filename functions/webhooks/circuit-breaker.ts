/**
 * A circuit breaker for each webhook. A call to a receiver that does not respond takes its whole timeout, time that
 * other messages wait; so after some such calls in a row none is made for a moment. It lives in memory: each function
 * learns by itself.
 */
import { monotonicMs } from "#functions/shared/time.ts";

const FAILURES_MAX = 5;
const OPEN_MS = 10_000;
/** More than the largest number of webhooks; entries of deleted ones make room. */
const ENTRIES_MAX = 100;

interface Failures {
  readonly count: number;
  readonly lastMs: number;
}

export interface CircuitBreaker {
  /** Whether to make no call: the last five got no response, and the last of them ended less than ten seconds ago. */
  readonly isOpen: (webhookId: string) => boolean;
  /** Records a call. @param hasResponded whether there was any response, whatever its status */
  readonly record: (webhookId: string, hasResponded: boolean) => void;
}

export const circuitBreaker = (nowMs: () => number = monotonicMs): CircuitBreaker => {
  const failing = new Map<string, Failures>();
  return {
    isOpen: (webhookId) => {
      const failures = failing.get(webhookId);
      return failures !== undefined && failures.count >= FAILURES_MAX && nowMs() < failures.lastMs + OPEN_MS;
    },
    record: (webhookId, hasResponded) => {
      const count = failing.get(webhookId)?.count ?? 0;
      failing.delete(webhookId);
      if (hasResponded) return;
      failing.set(webhookId, { count: count + 1, lastMs: nowMs() });
      const oldest = failing.keys().next();
      if (failing.size > ENTRIES_MAX && !oldest.done) failing.delete(oldest.value);
    },
  };
};
