import { setTimeout as sleep } from "node:timers/promises";
import type { Seconds } from "#functions/shared/time.ts";

/** Waits until this machine's clock shows `time`. A timer alone may end a millisecond before its time, in the second before. */
export const waitUntil = async (time: Seconds): Promise<void> => {
  for (let leftMs = time * 1000 - Date.now(); leftMs > 0; leftMs = time * 1000 - Date.now()) await sleep(leftMs);
};
