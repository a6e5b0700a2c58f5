import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { engineForData } from "#local/dynamodb/data-engine.ts";
import { lockFolder } from "#local/process/folder-lock.ts";
import { type Owner, thisOwner } from "#local/process/owner.ts";
import { createTemporaryFolder, removeLeftFolders } from "#local/process/temporary-folder.ts";

const self = thisOwner();
const ended: Owner = { ...self, pid: spawnSync("true").pid };
const reused: Owner = { ...self, started: "before the last boot 1" };
const elsewhere: Owner = { ...ended, host: "another-machine" };

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "encore-owners-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const leaveLock = (owner: Owner): Promise<void> => writeFile(join(folder, "lock.json"), JSON.stringify(owner));
const lockOwner = async (): Promise<unknown> => JSON.parse(await readFile(join(folder, "lock.json"), "utf8"));

describe("A data folder", () => {
  test("is locked once, by a sentence that names the process, and is free again after its unlocking", async () => {
    const unlock = await lockFolder(folder);
    const second = lockFolder(folder);
    await expect(second).rejects.toThrow(`The service with process id ${process.pid}`);
    await unlock();

    await (await lockFolder(folder))();

    expect(await readdir(folder)).toEqual([]);
  });

  test.each([
    ["a process that has ended", ended],
    ["a process whose number another process has now", reused],
  ])("with the lock of %s is taken over", async (_, owner) => {
    await leaveLock(owner);

    await lockFolder(folder);

    expect(await lockOwner()).toEqual(self);
  });

  test("with the lock of a process of another machine is refused", async () => {
    await leaveLock(elsewhere);

    await expect(lockFolder(folder)).rejects.toThrow("on another-machine is using this --data folder");
    expect(await lockOwner()).toEqual(elsewhere);
  });

  test("is unlocked only by the process that has the lock", async () => {
    const unlock = await lockFolder(folder);
    await leaveLock(elsewhere);

    await unlock();

    expect(await lockOwner()).toEqual(elsewhere);
  });

  test("that dynoxide wrote is opened with dynoxide, although a better engine may be here", async () => {
    await writeFile(join(folder, "dynoxide.db"), "");

    const { id } = await engineForData(folder);
    await rm(join(folder, "dynoxide.db"));
    const again = await engineForData(folder);

    expect([id, again.id]).toEqual(["dynoxide", "dynoxide"]);
  });
});

test("At a start, the temporary folders of ended processes go, and nobody else's", async () => {
  const prefix = `encore-owned-${process.pid}-`;
  const live = await createTemporaryFolder(prefix);
  const others = await Promise.all(
    [elsewhere, ended, reused].map(async (owner, index) => {
      const path = join(tmpdir(), `${prefix}${index}`);
      await mkdir(path);
      await writeFile(join(path, "owner.json"), JSON.stringify(owner));
      return path;
    }),
  );
  const unnamed = join(tmpdir(), `${prefix}unnamed`);
  await mkdir(unnamed);

  await removeLeftFolders(prefix);
  const left = (await readdir(tmpdir())).filter((name) => name.startsWith(prefix)).map((name) => join(tmpdir(), name));
  await Promise.all([live, unnamed, ...others].map((path) => rm(path, { recursive: true, force: true })));

  expect(left.toSorted()).toEqual([live, unnamed, others[0]].toSorted());
});
