import { describe, expect, it } from "@jest/globals";
import { AGAIN, AGAIN_AT_ONCE, retryOnConflict } from "#functions/shared/retry-on-conflict.ts";

/** An attempt that gives these results, one after the other. */
const attemptWith = <T>(...results: readonly T[]) => {
  const tries: number[] = [];
  const attempt = (tryNumber: number): Promise<T> => {
    tries.push(tryNumber);
    return Promise.resolve(results[tryNumber - 1] as T);
  };
  return { attempt, tries };
};

describe("retryOnConflict", () => {
  it("returns what the first attempt returns that found no conflict, undefined included", async () => {
    const first = attemptWith("done");
    const third = attemptWith<string | typeof AGAIN | typeof AGAIN_AT_ONCE>(AGAIN, AGAIN_AT_ONCE, "done");
    const nothing = attemptWith<typeof AGAIN | undefined>(AGAIN, undefined);

    expect(await retryOnConflict(3, first.attempt)).toBe("done");
    expect(await retryOnConflict(3, third.attempt)).toBe("done");
    expect(await retryOnConflict(3, nothing.attempt)).toBeUndefined();
    expect([first.tries, third.tries, nothing.tries]).toEqual([[1], [1, 2, 3], [1, 2]]);
  });

  it.each([
    ["AGAIN", AGAIN],
    ["AGAIN_AT_ONCE", AGAIN_AT_ONCE],
  ])("gives up after triesMax attempts that return %s", async (_, again) => {
    const { attempt, tries } = attemptWith<symbol>(again, again, again, again);

    await expect(retryOnConflict(3, attempt)).rejects.toMatchObject({ code: "REQUEST_IN_PROGRESS" });
    expect(tries).toEqual([1, 2, 3]);
  });

  it("passes on what an attempt throws, without another attempt", async () => {
    let tries = 0;
    const attempt = () => {
      tries += 1;
      return Promise.reject(new Error("no"));
    };

    await expect(retryOnConflict(3, attempt)).rejects.toThrow("no");
    expect(tries).toBe(1);
  });
});
