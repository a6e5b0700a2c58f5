import { describe, expect, it, jest } from "@jest/globals";
import { wakePause } from "#web/booking/waiting/wake-pause.ts";

jest.useFakeTimers();

const startPause = (seconds: number, leastSeconds: number) => {
  const controller = new AbortController();
  const listeners = new Set<() => void>();
  const startedMs = Date.now();
  const ended: (number | string)[] = [];
  const pause = wakePause({
    seconds,
    leastSeconds,
    signal: controller.signal,
    onWakeUp: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    nowMs: Date.now,
  });
  void pause.then(
    () => ended.push((Date.now() - startedMs) / 1000),
    (reason: unknown) => ended.push(String(reason)),
  );
  return {
    ended,
    listeners,
    controller,
    wakeUp: () => {
      for (const listener of listeners) listener();
    },
  };
};

const pass = (seconds: number) => jest.advanceTimersByTimeAsync(seconds * 1000);

describe("a pause that ends early when the page wakes up", () => {
  it("lasts its time if the page stays awake", async () => {
    const { ended } = startPause(30, 5);

    await pass(40);

    expect(ended).toEqual([30]);
  });

  it("ends at once if the service has waited long enough", async () => {
    const { ended, wakeUp, listeners } = startPause(300, 5);

    await pass(100);
    wakeUp();
    await pass(1);

    expect(ended).toEqual([100]);
    expect(listeners.size).toBe(0);
  });

  it("never ends before the service wants the next call, however often the page wakes up", async () => {
    const { ended, wakeUp } = startPause(300, 10);

    for (let second = 0; second < 9; second += 1) {
      wakeUp();
      await pass(1);
    }
    expect(ended).toEqual([]);
    await pass(5);

    expect(ended).toEqual([10]);
  });

  it("is given up with its signal, before and after it has begun", async () => {
    const { ended, controller, listeners } = startPause(30, 5);

    controller.abort("left");
    await pass(0);

    expect(ended).toEqual(["left"]);
    expect(listeners.size).toBe(0);
    expect(() =>
      wakePause({
        seconds: 1,
        leastSeconds: 1,
        signal: controller.signal,
        onWakeUp: () => () => undefined,
        nowMs: Date.now,
      }),
    ).toThrow("left");
  });
});
