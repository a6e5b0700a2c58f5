import { expect, it } from "@jest/globals";
import { presentCache } from "#functions/shared/ttl-cache.ts";

const cacheOf = (answers: readonly (string | undefined | Error)[]) => {
  let reads = 0;
  const find = presentCache<string>({
    ttlMs: 60_000,
    entriesMax: 10,
    read: () => {
      const answer = answers[reads];
      reads += 1;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  });
  return { find, reads: () => reads };
};

it("keeps what it finds, and looks again for what is not there yet", async () => {
  const { find, reads } = cacheOf([undefined, "chart", "another"]);

  expect([await find("a"), await find("a"), await find("a")]).toEqual([undefined, "chart", "chart"]);
  expect(reads()).toBe(2);
});

it("passes a failed read on, and tries again", async () => {
  const { find } = cacheOf([new Error("out of reach"), "chart"]);

  await expect(find("a")).rejects.toThrow("out of reach");
  expect(await find("a")).toBe("chart");
});
