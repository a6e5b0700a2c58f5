import { describe, expect, it } from "@jest/globals";
import { sendInBatches } from "#functions/shared/in-batches.ts";

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe("sendInBatches", () => {
  it.each([
    [0, []],
    [1, [1]],
    [10, [10]],
    [11, [10, 1]],
    [25, [10, 10, 5]],
  ])("sends %i items in batches of %j, in order", async (count, sizes) => {
    const batches: (readonly number[])[] = [];

    const failed = await sendInBatches(numbers(count), (batch) => {
      batches.push(batch);
      return Promise.resolve([]);
    });

    expect(failed).toEqual([]);
    expect(batches.map(({ length }) => length)).toEqual(sizes);
    expect(batches.flat()).toEqual(numbers(count));
  });

  it("sends ten batches side by side, and the eleventh when one of them is done", async () => {
    const finish: (() => void)[] = [];
    const sending = sendInBatches(numbers(110), () => {
      return new Promise((resolve) => {
        finish.push(() => resolve([]));
      });
    });

    expect(finish).toHaveLength(10);
    finish[3]?.();
    await new Promise(setImmediate);
    expect(finish).toHaveLength(11);
    for (const done of finish) done();
    expect(await sending).toEqual([]);
  });

  it("returns the items that were refused, by their index within the batch", async () => {
    const failed = await sendInBatches(numbers(25), () => Promise.resolve([0, 4]));

    expect(failed).toEqual([0, 4, 10, 14, 20, 24]);
  });

  it("returns all of a batch whose call failed, and sends the batches after it", async () => {
    const failed = await sendInBatches(numbers(25), (batch) =>
      batch.includes(0) ? Promise.reject(new Error("out of reach")) : Promise.resolve([]),
    );

    expect(failed).toEqual(numbers(10));
  });
});
