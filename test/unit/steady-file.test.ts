import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { writeSteadily } from "#lib/build/steady-file.ts";

let parent: string;
let folder: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), "encore-steady-"));
  folder = join(parent, "code");
  await mkdir(folder);
});
afterAll(() => rm(parent, { recursive: true }));

test("a folder of code never has a file that is only being written", async () => {
  // Prepare: large enough to be seen while it is written
  const content = Buffer.alloc(64 * 1024 * 1024, 1);
  const [seen, seenBeside] = [new Set<string>(), new Set<string>()];
  const written = new AbortController();
  const watch = async (): Promise<void> => {
    while (!written.signal.aborted) {
      for (const name of await readdir(folder)) seen.add(name);
      for (const name of await readdir(parent)) seenBeside.add(name);
      await setImmediate();
    }
  };

  // Act
  const watching = watch();
  await writeSteadily(folder, "index.mjs", content);
  written.abort();
  await watching;

  // Assess: it was seen somewhere, so the watch was fast enough
  expect([...seen].filter((name) => name !== "index.mjs")).toEqual([]);
  expect([...seenBeside].filter((name) => name !== "code")).not.toEqual([]);
  expect(await readdir(parent)).toEqual(["code"]);
  expect((await readFile(join(folder, "index.mjs"))).equals(content)).toBe(true);
});
