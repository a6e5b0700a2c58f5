import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { allGone, endAll, startReady } from "#test/local/support/start-process.ts";

/** Long, because the machine may be busy with other tests. */
const START_TIMEOUT_MS = 400_000;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "encore-npm-"));
});

afterEach(endAll);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test.each(["SIGTERM", "SIGKILL"] as const)(
  "%s to npm, which its shell does not pass on, ends the service and everything it started",
  async (signal) => {
    const { child, ended, ready } = await startReady(folder, ["--seed", "none"], { command: ["npm", "start", "--"] });

    child.kill(signal);
    await ended;
    await allGone(ready);

    expect((await readdir(folder)).filter((name) => /stack|ready/.test(name))).toEqual([]);
  },
  START_TIMEOUT_MS,
);
