import { expect, it } from "@jest/globals";
import { Slots } from "#local/lambda/semaphore.ts";

it("lets so many go on at a time, and the others in the order they came, also after a failure", async () => {
  const slots = new Slots(2);
  const begun: number[] = [];
  const gates = Array.from({ length: 4 }, () => Promise.withResolvers<number>());
  const all = gates.map(({ promise }, index) =>
    slots.within(() => {
      begun.push(index);
      return promise;
    }),
  );
  await Promise.resolve();
  expect(begun).toEqual([0, 1]);

  gates[1]?.reject(new Error("no"));
  await expect(all[1]).rejects.toThrow("no");
  expect(begun).toEqual([0, 1, 2]);

  for (const [index, { resolve }] of gates.entries()) resolve(index);
  expect(await Promise.all([all[0], all[2], all[3]])).toEqual([0, 2, 3]);
});
