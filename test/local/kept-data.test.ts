import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { endAll, runStart, startReady } from "#test/local/support/start-process.ts";

/** Long, because the machine may be busy with other tests. */
const START_TIMEOUT_MS = 180_000;
/** Node alone, so that no Java is found. */
const WITHOUT_JAVA = { PATH: dirname(process.execPath) };
const WITHOUT_LOCALE = { LANG: undefined, LC_ALL: undefined, LC_CTYPE: undefined };

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "encore-kept-"));
});

afterEach(async () => {
  await endAll();
  await rm(folder, { recursive: true, force: true });
});

test.each([
  ["recorded in the folder", "engine.json", '{"engine":"dynamodb-local"}'],
  ["known from its database", "shared-local-instance.db", ""],
])(
  "Data of DynamoDB Local, %s, are refused without Java instead of starting empty",
  async (_, file, content) => {
    await mkdir(join(folder, "dynamodb"));
    await writeFile(join(folder, "dynamodb", file), content);

    const { code, stderr } = await runStart(["--port", "0", "--data", folder], { env: WITHOUT_JAVA }).ended;

    expect(stderr).toMatch(
      /^encore: The service can't start\. The data in \S+ were written by dynamodb-local, .*Java 17.*--data folder\.\n$/,
    );
    expect(code).toBe(1);
    expect(await readdir(folder)).not.toContain("lock.json");
  },
  START_TIMEOUT_MS,
);

test(
  "A data folder with Korean letters works without a locale",
  async () => {
    const data = join(folder, "공연 자료");

    await startReady(folder, ["--seed", "none", "--data", data], { env: WITHOUT_LOCALE });

    expect(await readdir(join(data, "dynamodb"))).toEqual(
      expect.arrayContaining(["engine.json", expect.stringMatching(/\.db$/)]),
    );
  },
  START_TIMEOUT_MS,
);

test(
  "Two services on one data folder are refused; after kill -9 the next one takes it over and removes what was left",
  async () => {
    const data = join(folder, "data");
    const stackFolders = async () => (await readdir(folder)).filter((name) => name.startsWith("encore-stack-"));
    const options = ["--seed", "none", "--data", data];
    const first = await startReady(folder, options);

    const second = await runStart(["--port", "0", ...options], { env: { TMPDIR: folder } }).ended;
    first.child.kill("SIGKILL");
    await first.ended;
    const left = await stackFolders();
    await rm(join(folder, "ready.json"));
    await startReady(folder, options);

    expect(second.stderr).toContain(`The service with process id ${first.ready.pid} `);
    expect(second.code).toBe(1);
    expect(left).toHaveLength(1);
    expect(await stackFolders()).toEqual([expect.not.stringMatching(left[0] ?? "")]);
  },
  START_TIMEOUT_MS * 2,
);
