/** The service's time, by a steady clock of the page: a device whose clock is wrong shows the same countdown. */
import { computed, signal } from "@preact/signals";
import { differenceOf, narrowed } from "#web/shared/clock/clock-bounds.ts";
const bounds = signal(undefined);
const steadyMs = signal(performance.now());
const wakeUps = signal(0);
const TICK_MS = 1000;
/** The device's clock and the steady one part by this much when the machine has slept, or the clock was set. */
const PARTED_MS = 5000;
const differenceMs = () => bounds.value === undefined ? Date.now() - performance.now() : differenceOf(bounds.value);
/** The service's clock in milliseconds since 1970; the device's own until the first response. */
export const serverNow = () => {
    const known = bounds.peek();
    return known === undefined ? Date.now() : performance.now() + differenceOf(known);
};
/** The service's clock, a new value each second while the page is visible. Read it where something counts down. */
export const second = computed(() => steadyMs.value + differenceMs());
/** Counts how often the page has woken up: it is visible or online again, or the machine had slept. Read again what may have changed. */
export const wokeUp = wakeUps;
/** Learns from a response. The times are of `performance.now()`. */
export const syncClock = (serverTime, sentMs, receivedMs, ageMsMax = 0) => {
    const serverMs = Date.parse(serverTime);
    if (Number.isNaN(serverMs))
        return;
    bounds.value = narrowed(bounds.peek(), { serverMs, sentMs, receivedMs, ageMsMax });
};
/** How far the device's clock is behind the service's, in seconds. */
export const deviceBehindSeconds = () => Math.round((serverNow() - Date.now()) / 1000);
/** Starts to tick. Called once. */
export const startClock = () => {
    let parted = Date.now() - performance.now();
    const wake = () => {
        wakeUps.value += 1;
        steadyMs.value = performance.now();
    };
    setInterval(() => {
        const now = Date.now() - performance.now();
        const hasSlept = Math.abs(now - parted) > PARTED_MS;
        parted = now;
        if (hasSlept)
            wake();
        else if (!document.hidden)
            steadyMs.value = performance.now();
    }, TICK_MS);
    document.addEventListener("visibilitychange", () => {
        if (!document.hidden)
            wake();
    });
    addEventListener("online", wake);
    addEventListener("pageshow", (event) => {
        if (event.persisted)
            wake();
    });
};
