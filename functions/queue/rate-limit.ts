/**
 * Keeps people from asking for their place faster than they are told to. In memory alone, so that a refusal costs
 * no read; each warm function counts for itself.
 */
import { Problem } from "#functions/shared/problem.ts";

/** Calls at hand for whoever has not called for a while: other devices, reloads, a bad connection. */
const CALLS_AT_ONCE = 20;
/** Then one for each half of the time that they were told to wait. */
const PART_OF_WAIT = 0.5;
/** While somebody's first answer is still to come, and their number after it. */
const FIRST_WAIT_SECONDS = 2;
const PEOPLE_MAX = 20_000;

interface Pace {
  /** When the calls made so far are paid off. */
  readonly paidOffMs: number;
  readonly callMs: number;
}

/** An answer that tells when to ask again. */
interface Told {
  readonly body: { readonly nextPollSeconds: number };
}

/**
 * Makes what lets each person ask at their pace: the generic cell rate algorithm (ITU-T I.371, annex A). Calls are paid
 * off one after the other, and nobody may have more than CALLS_AT_ONCE of them owing.
 * @returns a function that asks for a person, or throws Problem TOO_MANY_REQUESTS with Retry-After before it does
 */
export const newRateLimit = (
  nowMs: () => number = Date.now,
): (<A extends Told>(person: string, ask: () => Promise<A>) => Promise<A>) => {
  const paces = new Map<string, Pace>();
  const paceOf = (person: string): Pace =>
    paces.get(person) ?? { paidOffMs: 0, callMs: FIRST_WAIT_SECONDS * 1000 * PART_OF_WAIT };
  /** The last to call is the last to be forgotten. */
  const keep = (person: string, pace: Pace): void => {
    paces.delete(person);
    paces.set(person, pace);
    if (paces.size <= PEOPLE_MAX) return;
    const oldest = paces.keys().next();
    if (!oldest.done) paces.delete(oldest.value);
  };

  return async (person, ask) => {
    const { paidOffMs, callMs } = paceOf(person);
    const earliestMs = paidOffMs - callMs * (CALLS_AT_ONCE - 1);
    if (nowMs() < earliestMs) {
      throw new Problem("TOO_MANY_REQUESTS", {}, { retryAfterSeconds: (earliestMs - nowMs()) / 1000 });
    }
    keep(person, { paidOffMs: Math.max(nowMs(), paidOffMs) + callMs, callMs });
    const answer = await ask();
    keep(person, { ...paceOf(person), callMs: answer.body.nextPollSeconds * 1000 * PART_OF_WAIT });
    return answer;
  };
};
