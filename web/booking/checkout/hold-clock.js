/** The time that a hold has left, and when it is spoken. Pure. */
/** Seconds before the end at which the time is spoken: WCAG 2.2.1 asks for 20 at the least. */
const SPOKEN_SECONDS = [120, 60, 20, 0];
/** From here on the countdown looks urgent. */
const URGENT_SECONDS = 60;
/** Whole seconds until a hold expires, rounded up, so that 0 means that it is over. */
export const secondsLeft = (expiresAt, nowMs) => Math.max(0, Math.ceil((Date.parse(expiresAt) - nowMs) / 1000));
export const isUrgent = (seconds) => seconds <= URGENT_SECONDS;
/** As digits, such as 4:05. */
export const asDigits = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
const marksFrom = (seconds) => SPOKEN_SECONDS.filter((mark) => seconds <= mark);
/**
 * Each mark is spoken once. After a jump of the clock, as when the machine has slept, only the lowest one of those it has
 * passed is spoken. An extended hold begins again, with the marks that are ahead of it.
 */
export const speechAt = (spoken, expiresAt, seconds) => {
    const lowest = Math.min(Number.POSITIVE_INFINITY, ...marksFrom(seconds));
    if (spoken?.expiresAt !== expiresAt)
        return { spoken: { expiresAt, lowest }, seconds: firstWords(seconds) };
    if (lowest >= spoken.lowest)
        return { spoken, seconds: undefined };
    return { spoken: { expiresAt, lowest }, seconds };
};
/** A page that is opened in the last minute says so at once; what is over is said by the page itself. */
const firstWords = (seconds) => (seconds > 0 && isUrgent(seconds) ? seconds : undefined);
