import { setTimeout as delay } from "node:timers/promises";

/** Waits until the probe returns something. @throws Error if it takes longer than the limit */
export const eventually = async <Answer>(
  what: string,
  ask: () => Answer | undefined | Promise<Answer | undefined>,
  secondsMax = 15,
): Promise<Answer> => {
  const giveUpAtMs = Date.now() + secondsMax * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > giveUpAtMs) throw new Error(`After ${secondsMax} s still not: ${what}.`);
    await delay(50);
  }
};
