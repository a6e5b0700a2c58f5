/**
 * Which receivers have not answered lately, as far as one function has seen. A call to one of them takes its whole time
 * out, which is time taken from the others' messages; so for a moment none is made. In memory: a new function finds out
 * for itself.
 */
const SILENCES_MAX = 5;
const REST_MS = 10_000;
/** More than there are webhooks; those that were deleted make room. */
const ENTRIES_MAX = 100;

interface Silence {
  readonly count: number;
  readonly sinceMs: number;
}

export interface CircuitBreaker {
  /** Whether it is to be left alone now: its last five calls came to nothing, the last of them in these ten seconds. */
  readonly isResting: (webhookId: string) => boolean;
  readonly note: (webhookId: string, hasAnswered: boolean) => void;
}

export const circuitBreaker = (nowMs: () => number = Date.now): CircuitBreaker => {
  const silences = new Map<string, Silence>();
  return {
    isResting: (webhookId) => {
      const silence = silences.get(webhookId);
      return silence !== undefined && silence.count >= SILENCES_MAX && nowMs() < silence.sinceMs + REST_MS;
    },
    note: (webhookId, hasAnswered) => {
      const count = silences.get(webhookId)?.count ?? 0;
      silences.delete(webhookId);
      if (hasAnswered) return;
      silences.set(webhookId, { count: count + 1, sinceMs: nowMs() });
      const oldest = silences.keys().next();
      if (silences.size > ENTRIES_MAX && !oldest.done) silences.delete(oldest.value);
    },
  };
};
