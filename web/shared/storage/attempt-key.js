/**
 * One idempotency key for each thing that somebody wants done, kept over reloads and shared by all tabs until the outcome
 * is known: however often it is sent, it is done once.
 */
import { stored } from "#web/shared/storage/stored.ts";
const parseAttempt = (json) => {
    if (typeof json !== "object" || json === null || !("key" in json) || typeof json.key !== "string")
        return undefined;
    return { key: json.key, isSent: "isSent" in json && json.isSent === true };
};
const attemptOf = (purpose) => stored(`attempt:${purpose}`, parseAttempt);
/** The attempt that is under way, if there is one. */
export const attemptUnderWay = (purpose) => attemptOf(purpose).read();
/**
 * The key of an attempt: a new one unless one is under way.
 * @param purpose names what is done, with everything that makes it another thing: `pay:res_…`
 */
export const attemptKey = (purpose) => {
    const attempt = attemptOf(purpose);
    const { key } = attempt.read() ?? { key: crypto.randomUUID() };
    attempt.write({ key, isSent: true });
    return key;
};
/** Ends an attempt whose outcome is known: the next one is another. */
export const endAttempt = (purpose) => attemptOf(purpose).remove();
