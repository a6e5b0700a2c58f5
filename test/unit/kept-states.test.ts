import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Made, madeOnce } from "#lib/build/kept-states.ts";

let parent: string;
let within: string;
let times: number;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "encore-states-"));
  within = join(parent, "made");
  times = 0;
  await writeFile(join(parent, "source.txt"), "first");
});
afterEach(() => rm(parent, { recursive: true }));

const change = (text: string) => writeFile(join(parent, "source.txt"), text);

const copy = async (folder: string): Promise<void> => {
  times += 1;
  await mkdir(folder);
  await writeFile(join(folder, "copy.txt"), await readFile(join(parent, "source.txt")));
};

const make = (options: Partial<Made> = {}) =>
  madeOnce({ sources: [join(parent, "*.txt")], within, statesMax: 2, make: copy, ...options });

const copied = async (folder: string) => readFile(join(folder, "copy.txt"), "utf8");

describe("a folder that is made once for each state of its sources", () => {
  test("is made again only if a source has changed, and an earlier state needs no work", async () => {
    const first = await make();
    const again = await make();
    await change("second");
    const second = await make();
    await change("first");
    const back = await make();

    expect([again, back]).toEqual([first, first]);
    expect(second).not.toBe(first);
    expect([await copied(first), await copied(second)]).toEqual(["first", "second"]);
    expect(times).toBe(2);
  });

  test("is another one if something else is given", async () => {
    const folders = [await make({ given: "dev" }), await make({ given: "prod" })];

    expect(new Set(folders).size).toBe(2);
  });

  test("is kept for as many states as wanted, the newest ones", async () => {
    const folders: string[] = [];
    for (const text of ["first", "second", "third"]) {
      await change(text);
      folders.push(await make());
    }

    expect((await readdir(within)).toSorted()).toEqual(
      folders
        .slice(1)
        .map((folder) => basename(folder))
        .toSorted(),
    );
  });

  test("is not there if making it fails, nor is a part of it", async () => {
    const failing = make({
      make: async (folder) => {
        await copy(folder);
        throw new Error("The disk is full.");
      },
    });

    await expect(failing).rejects.toThrow("The disk is full.");
    expect(await readdir(within)).toEqual([]);
  });

  test("is made by two at once, and both have the whole of it", async () => {
    const [one, other] = await Promise.all([make(), make()]);

    expect(one).toBe(other);
    expect(await copied(one)).toBe("first");
    expect(await readdir(within)).toEqual([basename(one)]);
  });
});
