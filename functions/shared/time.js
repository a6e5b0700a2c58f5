import { secondsOf } from "#contract/common.ts";
export const systemClock = () => Math.floor(Date.now() / 1000);
/** Milliseconds that only ever grow at the rate of time, whatever happens to the wall clock: durations are differences. */
export const monotonicMs = () => performance.now();
/** Ticks run in the middle of seconds, where no rounding puts two of them into one. */
const TICK_PHASE_MS = 500;
/** The time until the next tick by the wall clock, whichever function asks. */
export const msUntilTick = (tickMs) => (((TICK_PHASE_MS - Date.now()) % tickMs) + tickMs) % tickMs;
/** The current time as CloudWatch takes it, in epoch milliseconds. */
export const epochMs = () => Date.now();
export const isoTime = (time) => new Date(time * 1000).toISOString();
export const fromIsoTime = (text) => secondsOf(text);
/** Waits until a moment of the monotonic clock. A timer may end a millisecond early; then it waits again. */
export const waitUntil = async (momentMs) => {
    for (let leftMs = momentMs - monotonicMs(); leftMs > 0; leftMs = momentMs - monotonicMs())
        await wait(leftMs);
};
export const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
