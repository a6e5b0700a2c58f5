import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";

const ROOT = join(import.meta.dirname, "..", "..");
const PAGE = "docs/reference/invariants.md";

/** Where codes are used: in comments, in names of tests, in what commands print, and in the guides and decisions. */
const CODE_FOLDERS = ["contract", "functions", "client", "cli", "simulation", "lib", "local", "bench", "test"];
const FOLDERS = [...CODE_FOLDERS, "docs/guides", "docs/decisions"];
const CODE = /\b[QSM][1-9][0-9]?\b/g;
/** "Q3: …" or "Q1, Q2: …" at the beginning of a string: the name of a test. */
const NAME_OF_TEST = /["'`]((?:[QSM][1-9][0-9]?, )*[QSM][1-9][0-9]?): /g;

const filesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(join(ROOT, folder), { recursive: true }))
    .filter((name) => /\.(?:ts|md)$/.test(name))
    .map((name) => `${folder}/${name}`);

const read = (file: string): Promise<string> => readFile(join(ROOT, file), "utf8");

/** The part of the page about each code. */
const sectionsOf = (page: string): ReadonlyMap<string, string> =>
  new Map(
    page
      .split(/^#{2,3} /m)
      .map((text): readonly [string, string] => [text.split("\n", 1)[0] ?? "", text])
      .filter(([heading]) => /^[QSM]\d+$/.test(heading)),
  );

const namedFiles = (text: string): readonly string[] =>
  [...text.matchAll(/`([\w-]+\/[\w./-]+\.ts)`/g)].map(([, file = ""]) => file);

describe("the list of invariants", () => {
  let sections: ReadonlyMap<string, string>;
  let sources: readonly { readonly file: string; readonly text: string }[];

  beforeAll(async () => {
    sections = sectionsOf(await read(PAGE));
    const files = (await Promise.all(FOLDERS.map(filesIn))).flat();
    sources = await Promise.all(files.map(async (file) => ({ file, text: await read(file) })));
  });

  test("has every code that is used", () => {
    const unlisted = sources.flatMap(({ file, text }) =>
      [...new Set(text.match(CODE))].filter((code) => !sections.has(code)).map((code) => `${file}: ${code}`),
    );

    expect(sections.size).toBe(26);
    expect(unlisted).toEqual([]);
  });

  test("has only codes that a test is named by", () => {
    const tested = new Set(
      sources
        .filter(({ file }) => file.endsWith(".test.ts"))
        .flatMap(({ text }) => [...text.matchAll(NAME_OF_TEST)].flatMap(([, codes = ""]) => codes.split(", "))),
    );

    expect([...sections.keys()].filter((code) => !tested.has(code))).toEqual([]);
  });

  test("names for each what guards it and what tests it, by files that are there", () => {
    for (const [code, text] of sections) {
      const [guards = "", tests = ""] = text.split("**Tests:**");

      expect({ code, guards: namedFiles(guards).length > 0 }).toEqual({ code, guards: true });
      expect({ code, missing: namedFiles(text).filter((file) => !existsSync(join(ROOT, file))) }).toEqual({
        code,
        missing: [],
      });
      expect({ code, tests: namedFiles(tests).length > 0 }).toEqual({ code, tests: true });
    }
  });

  test("names as tests only files with a test of that name", async () => {
    const wrong: string[] = [];
    for (const [code, text] of sections) {
      const [, tests = ""] = text.split("**Tests:**");
      for (const file of namedFiles(tests).filter((name) => existsSync(join(ROOT, name)))) {
        const codes = [...(await read(file)).matchAll(NAME_OF_TEST)].flatMap(([, found = ""]) => found.split(", "));
        if (!codes.includes(code)) wrong.push(`${code}: ${file}`);
      }
    }

    expect(wrong).toEqual([]);
  });
});
