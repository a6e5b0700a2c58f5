/** Public keys are read again in the background. The calls of a function are short, and each ends with its answer. */
import { expect, it } from "@jest/globals";
import { newKeySet } from "#functions/shared/key-set.ts";
import { wait } from "#functions/shared/time.ts";
import { whileNeeded, withinTime } from "#functions/shared/time-limit.ts";

const READ_MS = 20;
const HOUR_MS = 3_600_000;

it("a set that is read again during a short call has its new keys afterwards", async () => {
  let nowMs = 0;
  let published = 1;
  const { find } = newKeySet({
    // As a store reads: no longer than for the work at hand.
    read: () => whileNeeded(() => wait(READ_MS).then(() => new Map([["key", published]]))),
    refreshMs: HOUR_MS / 2,
    pauseMs: 1000,
    nowMs: () => nowMs,
  });
  await find("key");
  published = 2;
  nowMs += HOUR_MS;

  const during = await withinTime(undefined, () => find("key"));
  await wait(READ_MS * 3);

  expect([during, await find("key")]).toEqual([1, 2]);
});
