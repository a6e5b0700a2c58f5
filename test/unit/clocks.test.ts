import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, jest } from "@jest/globals";
import { newRateLimit } from "#functions/queue/rate-limit.ts";
import { monotonicMs, msUntilTick, wait, waitUntil } from "#functions/shared/time.ts";
import { ttlCache } from "#functions/shared/ttl-cache.ts";
import { circuitBreaker } from "#functions/webhooks/circuit-breaker.ts";

const HOUR_MS = 3_600_000;
const { now } = Date;

/** As if somebody had set the clock. */
const setClockBy = (ms: number): void => {
  jest.spyOn(Date, "now").mockImplementation(() => now() + ms);
};

afterEach(() => {
  jest.restoreAllMocks();
});

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name));

describe("durations", () => {
  it("are measured by the monotonic clock: no function but those of time.ts reads the wall clock in milliseconds", () => {
    const readers = filesUnder("functions").filter((file) =>
      /\bDate\.now\b|\bnew Date\(\)/.test(readFileSync(file, "utf8")),
    );

    expect(readers).toEqual(["functions/shared/time.ts"]);
  });

  it("do not stop when the clock is set back an hour", async () => {
    const before = monotonicMs();
    setClockBy(-HOUR_MS);
    await wait(20);

    expect(monotonicMs() - before).toBeGreaterThanOrEqual(15);
    expect(monotonicMs() - before).toBeLessThan(HOUR_MS);
  });

  it("a moment has come after waiting for it, though timers end early", async () => {
    let nowMs = 1000;
    let waits = 0;
    jest.spyOn(performance, "now").mockImplementation(() => nowMs);
    jest.spyOn(globalThis, "setTimeout").mockImplementation(((done: () => void, ms: number) => {
      waits += 1;
      nowMs += Math.max(0.5, ms - 1);
      queueMicrotask(done);
    }) as unknown as typeof setTimeout);

    await waitUntil(1100);

    expect(nowMs).toBeGreaterThanOrEqual(1100);
    expect(waits).toBeGreaterThan(1);
  });

  it("a cache reads again after its time although the clock was set back an hour", async () => {
    let reads = 0;
    const count = () => {
      reads += 1;
      return Promise.resolve(reads);
    };
    const read = ttlCache({ ttlMs: 20, entriesMax: 10, read: count });
    await read("queue");
    setClockBy(-HOUR_MS);
    await wait(40);

    expect(await read("queue")).toBe(2);
  });

  it("the limit of polls lets a user in again although the clock was set back an hour", async () => {
    const limit = newRateLimit();
    const poll = () => limit("mina", () => Promise.resolve({ body: { nextPollSeconds: 0.04 } }));
    await poll();
    await expect(poll()).rejects.toThrow("Too many requests");
    setClockBy(-HOUR_MS);
    await wait(1100);

    await expect(poll()).resolves.toBeDefined();
  });

  it("a circuit breaker stays open after the clock was set forward an hour", () => {
    const breaker = circuitBreaker();
    for (let call = 0; call < 5; call += 1) breaker.record("whk_1", false);
    setClockBy(HOUR_MS);

    expect(breaker.isOpen("whk_1")).toBe(true);
  });
});

describe("ticks", () => {
  it.each([1000, 2000, 5000])(
    "Q11: are due in the middle of seconds, at multiples of %p ms, in every function",
    (tickMs) => {
      for (const ms of [0, 1, 499, 500, 501, 999, 3210]) {
        jest.spyOn(Date, "now").mockReturnValue(1_800_000_000_000 + ms);

        expect((ms + msUntilTick(tickMs)) % tickMs).toBe(500);
        expect(msUntilTick(tickMs)).toBeLessThan(tickMs);
      }
    },
  );
});
