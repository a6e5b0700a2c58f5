import type { Crowd } from "#test/load/gather-crowd.ts";
import { PUBLIC_AGE_MS_MAX } from "#test/load/invariants.ts";
import { CLAIM_SECONDS } from "#test/load/test-sale.ts";
import { visit } from "#test/load/visit.ts";

/** Numbers that nobody claims can keep the last people waiting for this long. */
const SETTLE_LOOKS_MAX = CLAIM_SECONDS + 15;

/** Watches until the queue has drained and the public queue shows the last numbers. */
const settle = async ({ watch, pause }: Crowd): Promise<void> => {
  await pause(PUBLIC_AGE_MS_MAX / 1000);
  for (let looks = 0; looks < SETTLE_LOOKS_MAX; looks += 1) {
    await watch.look();
    if ((await watch.sample()).waiting === 0) return;
    await pause(1);
  }
};

/** The end of a run that is to end while people wait. */
export class TimeIsUp extends Error {
  override readonly name = "TimeIsUp";
}

/**
 * Sends everyone to the queue and waits until they have left.
 * @param joinSeconds the time over which they join
 * @returns the reasons of visits that ended early
 */
export const runCrowd = async (crowd: Crowd, joinSeconds: number): Promise<readonly string[]> => {
  const reasons = new Map<string, number>();
  const note = (error: unknown): void => {
    if (error instanceof TimeIsUp) return;
    const reason = error instanceof Error ? error.message : String(error);
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  };
  let isOver = false;
  const watching = crowd.watch.keepWatching(() => isOver).catch(note);
  const onlyWatching = crowd.watchers.map(async (client, index, { length }) => {
    await crowd.pause((joinSeconds * index) / length);
    await crowd.waiting.untilServed({ user: "", device: 1, client }, index + 1);
  });
  await Promise.all([
    ...onlyWatching.map((watches) => watches.catch(note)),
    ...crowd.visitors.map(async (visitor, index, { length }) => {
      try {
        await crowd.pause((joinSeconds * index) / length);
        await visit(visitor, crowd);
      } catch (error) {
        note(error);
      }
    }),
  ]);
  isOver = true;
  await watching;
  await settle(crowd).catch(note);
  return Array.from(reasons, ([reason, count]) => `ended early (${count}): ${reason}`);
};
