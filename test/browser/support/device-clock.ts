/** A device whose clock is wrong, and one that sleeps. Only `Date` changes: `performance.now()` and timers stay true. */
import type { Page } from "playwright-core";

interface Device {
  shiftClock?: (ms: number) => void;
}

/** An init script: sets the device's clock this much ahead. It may only use what the page has. */
export const deviceClockScript = (aheadMs: number): void => {
  const TrueDate = Date;
  let shiftMs = aheadMs;
  (globalThis as unknown as Device).shiftClock = (ms) => {
    shiftMs += ms;
  };
  const now = (): number => TrueDate.now() + shiftMs;
  globalThis.Date = new Proxy(TrueDate, {
    construct: (target, given: unknown[]) => Reflect.construct(target, given.length === 0 ? [now()] : given) as Date,
    apply: (target) => new target(now()).toString(),
    get: (target, name) => (name === "now" ? now : (Reflect.get(target, name) as unknown)),
  });
};

/** Sets the clock of the device ahead while its page is open. */
export const setClockAhead = (page: Page, minutes: number): Promise<void> =>
  page.evaluate((ms) => (globalThis as unknown as Device).shiftClock?.(ms), minutes * 60_000);

/**
 * Stops the page while something happens, as browsers freeze one to save power: its scripts and timers stand still, and the
 * time goes on. A debugger does it, because a page that is driven counts as visible, and Chromium freezes no visible page.
 */
export const frozenWhile = async (page: Page, happening: () => Promise<unknown>): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  const { promise: stopped, resolve } = Promise.withResolvers<void>();
  session.once("Debugger.paused", () => resolve());
  await session.send("Debugger.enable");
  // It stops at the next thing that the page does: its clock ticks each second.
  await session.send("Debugger.pause");
  await stopped;
  try {
    await happening();
  } finally {
    await session.send("Debugger.resume");
    await session.send("Debugger.disable");
    await session.detach();
  }
};

/** Lets the device sleep while something happens: the page is frozen, and its clock has gone on by this much when it wakes. */
export const sleepWhile = async (page: Page, minutes: number, happening: () => Promise<unknown>): Promise<void> => {
  await frozenWhile(page, happening);
  await setClockAhead(page, minutes);
};
