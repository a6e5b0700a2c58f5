import { expect, it } from "@jest/globals";
import { Semaphore } from "#local/semaphore.ts";

it("runs a limited number of tasks at once and the others in the order they came, even after a failure", async () => {
  const semaphore = new Semaphore(2);
  const begun: number[] = [];
  const tasks = Array.from({ length: 4 }, () => Promise.withResolvers<number>());
  const all = tasks.map(({ promise }, index) =>
    semaphore.run(() => {
      begun.push(index);
      return promise;
    }),
  );
  await Promise.resolve();
  expect(begun).toEqual([0, 1]);

  tasks[1]?.reject(new Error("no"));
  await expect(all[1]).rejects.toThrow("no");
  expect(begun).toEqual([0, 1, 2]);

  for (const [index, { resolve }] of tasks.entries()) resolve(index);
  expect(await Promise.all([all[0], all[2], all[3]])).toEqual([0, 2, 3]);
});
