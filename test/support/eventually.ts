import { setTimeout as delay } from "node:timers/promises";

/**
 * Polls until `probe` finds something, and returns it.
 * @throws Error naming what was awaited if nothing is found in time
 */
export const eventually = async <Found>(
  awaited: string,
  probe: () => Found | undefined | Promise<Found | undefined>,
  secondsMax = 15,
  pollMs = 50,
): Promise<Found> => {
  const giveUpAtMs = Date.now() + secondsMax * 1000;
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (Date.now() > giveUpAtMs) throw new Error(`Not within ${secondsMax} s: ${awaited}.`);
    await delay(pollMs);
  }
};
