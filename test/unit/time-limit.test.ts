import { describe, expect, it } from "@jest/globals";
import { monotonicMs, wait } from "#functions/shared/time.ts";
import { ANSWER_MARGIN_MS, forEverybody, pause, whileNeeded, withinTime } from "#functions/shared/time-limit.ts";
import { backOff } from "#functions/shared/transaction.ts";
import { ttlCache } from "#functions/shared/ttl-cache.ts";

const ENDED = { name: "AbortError" };
const never = () => new Promise<never>(() => undefined);
/** An invocation that has this long until it must answer. */
const within = <T>(ms: number, act: () => Promise<T>): Promise<T> =>
  withinTime({ getRemainingTimeInMillis: () => ANSWER_MARGIN_MS + ms }, act);

describe("the time limit of a function", () => {
  it("ends a call that is under way, and begins none after that", async () => {
    let calls = 0;
    const twice = async () => {
      const first = await whileNeeded(never).catch((error: unknown) => error);
      await whileNeeded(() => {
        calls += 1;
        return Promise.resolve();
      }).catch(() => undefined);
      return first;
    };

    await expect(within(10, twice)).resolves.toMatchObject(ENDED);
    expect(calls).toBe(0);
  });

  it("ends pauses, at once", async () => {
    const startedMs = monotonicMs();

    await expect(within(10, () => pause(5000))).rejects.toMatchObject(ENDED);
    await expect(
      within(0, async () => {
        await wait(5);
        return backOff(100);
      }),
    ).rejects.toMatchObject(ENDED);

    expect(monotonicMs() - startedMs).toBeLessThan(1000);
  });

  it("ends what an answer has left behind", async () => {
    let left: Promise<unknown> = Promise.resolve();

    await within(60_000, () => {
      left = pause(5000).catch((error: unknown) => error);
      return Promise.resolve();
    });

    await expect(left).resolves.toMatchObject(ENDED);
  });

  it("is each invocation's own, though they run at the same time", async () => {
    const [long, short] = await Promise.allSettled([
      within(60_000, async () => {
        await pause(50);
        return whileNeeded(() => Promise.resolve("done"));
      }),
      within(5, () => pause(5000)),
    ]);

    expect(long).toEqual({ status: "fulfilled", value: "done" });
    expect(short.status).toBe("rejected");
  });

  it("does not end a read that callers share", async () => {
    const read = ttlCache({
      ttlMs: 60_000,
      entriesMax: 1,
      read: async () => {
        await wait(50);
        return whileNeeded(() => Promise.resolve("read"));
      },
    });

    const first = within(5, () => whileNeeded(() => read("key")));
    const second = within(60_000, () => read("key"));

    await expect(first).rejects.toMatchObject(ENDED);
    await expect(second).resolves.toBe("read");
    expect(forEverybody(() => 1)).toBe(1);
  });

  it("is none without an invocation", async () => {
    await expect(withinTime(undefined, () => whileNeeded(() => Promise.resolve(1)))).resolves.toBe(1);
    await expect(whileNeeded(() => Promise.resolve(2))).resolves.toBe(2);
    await expect(pause(1)).resolves.toBeUndefined();
  });
});
