import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it, jest } from "@jest/globals";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";

describe("forEachLimit", () => {
  it("handles every item, in order, on no more of them at a time than allowed", async () => {
    const started: number[] = [];
    let active = 0;
    let activeMax = 0;

    const failed = await forEachLimit([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      started.push(item);
      active += 1;
      activeMax = Math.max(activeMax, active);
      await delay(1);
      active -= 1;
    });

    expect([failed, started, activeMax]).toEqual([[], [1, 2, 3, 4, 5, 6, 7], 3]);
  });

  it("returns the items that failed, each error passed on with its item, and handles the others", async () => {
    const onFailure = jest.fn<(error: unknown, item: string) => void>();
    const handled: string[] = [];

    const failed = await forEachLimit(
      ["a", "bad", "b"],
      2,
      (item) => {
        if (item === "bad") throw new Error("no");
        handled.push(item);
        return Promise.resolve();
      },
      onFailure,
    );

    expect([failed, handled]).toEqual([["bad"], ["a", "b"]]);
    expect(onFailure).toHaveBeenCalledWith(new Error("no"), "bad");
  });

  it("rejects if its caller would rather stop at the first failure", async () => {
    const stop = (error: unknown): never => {
      throw error;
    };

    await expect(forEachLimit([1, 2], 2, () => Promise.reject(new Error("no")), stop)).rejects.toThrow("no");
  });

  it("is done at once with no items", async () => {
    expect(await forEachLimit([], 5, () => Promise.reject(new Error("called")))).toEqual([]);
  });
});
