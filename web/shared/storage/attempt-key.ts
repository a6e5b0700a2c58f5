/**
 * One idempotency key for each thing that somebody wants done, kept over reloads and shared by all tabs until the outcome
 * is known: however often it is sent, it is done once.
 */
import { stored } from "#web/shared/storage/stored.ts";

const attemptOf = (purpose: string) =>
  stored(`attempt:${purpose}`, (json) => (typeof json === "string" ? json : undefined));

/** Whether an attempt was sent whose outcome is not known: after a reload, it has to be asked for. */
export const hasAttempt = (purpose: string): boolean => attemptOf(purpose).read() !== undefined;

/**
 * The key of an attempt: a new one unless one is under way. It is kept before it is sent.
 * @param purpose names what is done, with everything that makes it another thing: `pay:res_…`
 */
export const attemptKey = (purpose: string): string => {
  const attempt = attemptOf(purpose);
  const key = attempt.read() ?? crypto.randomUUID();
  attempt.write(key);
  return key;
};

/** Ends an attempt whose outcome is known: the next one is another. */
export const endAttempt = (purpose: string): void => attemptOf(purpose).remove();
