import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "@jest/globals";

const ROOT = join(import.meta.dirname, "..", "..");
const SOURCES = [
  "bench",
  "bin",
  "cli",
  "client",
  "contract",
  "docs",
  "functions",
  "lib",
  "local",
  "simulation",
  "test",
];

const filesIn = async (folder: string, ending: string): Promise<readonly string[]> =>
  (await readdir(join(ROOT, folder), { recursive: true }))
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));

const pages = async (): Promise<readonly string[]> => {
  const atTop = (await readdir(ROOT)).filter((name) => name.endsWith(".md"));
  return [...atTop, ...(await filesIn("docs", ".md"))];
};

const read = (file: string): Promise<string> => readFile(join(ROOT, file), "utf8");

const isThere = (file: string): boolean => existsSync(join(ROOT, file));

const withoutCode = (text: string): string => text.replaceAll(/^```[\s\S]*?^```/gm, "");

/** The anchors of a page, as GitHub makes them from its headings. */
const anchorsOf = (text: string): readonly string[] =>
  [...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

interface Link {
  readonly page: string;
  /** The page that is linked to, from the top folder. */
  readonly target: string;
  /** The anchor there, or none. */
  readonly anchor: string;
}

const linksOf = async (page: string): Promise<readonly Link[]> =>
  [...withoutCode(await read(page)).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)/g)].map(
    ([, path = "", anchor = ""]) => ({
      page,
      target: path === "" ? page : normalize(join(dirname(page), path)),
      anchor,
    }),
  );

const allLinks = async (): Promise<readonly Link[]> => (await Promise.all((await pages()).map(linksOf))).flat();

describe("the documents", () => {
  test("link only to files that are there", async () => {
    const links = await allLinks();

    expect(links.length).toBeGreaterThan(60);
    expect(links.filter(({ target }) => !isThere(target))).toEqual([]);
  });

  test("link only to headings that are there", async () => {
    const broken: Link[] = [];
    for (const link of (await allLinks()).filter(({ anchor, target }) => anchor !== "" && target.endsWith(".md"))) {
      if (isThere(link.target) && !anchorsOf(await read(link.target)).includes(link.anchor)) broken.push(link);
    }

    expect(broken).toEqual([]);
  });

  test("name only files of the repository that are there", async () => {
    const folders = new RegExp(`\`((?:${SOURCES.join("|")})/[\\w./-]+\\.(?:ts|js|mjs|json|md|css|svg|png))\``, "g");
    const missing: string[] = [];
    for (const page of await pages()) {
      for (const [, file = ""] of (await read(page)).matchAll(folders)) {
        if (!isThere(file)) missing.push(`${page}: ${file}`);
      }
    }

    expect(missing).toEqual([]);
  });

  test("that code names are there", async () => {
    const missing: string[] = [];
    for (const file of (await Promise.all(SOURCES.map((folder) => filesIn(folder, ".ts")))).flat()) {
      for (const [named] of (await read(file)).matchAll(/\bdocs\/[\w/-]+\.md\b/g)) {
        if (!isThere(named)) missing.push(`${file}: ${named}`);
      }
    }

    expect(missing).toEqual([]);
  });

  test("of decisions are all in their index, with their titles", async () => {
    const index = await read("docs/decisions/README.md");
    const missing: string[] = [];
    for (const file of await filesIn("docs/decisions", ".md")) {
      const [, number = "", title = ""] = /^# (\d{4}) (.+)$/m.exec(await read(file)) ?? [];
      const name = file.slice("docs/decisions/".length);
      if (name !== "README.md" && !index.includes(`| [${number}](${name}) | ${title} |`)) missing.push(file);
    }

    expect(missing).toEqual([]);
  });

  test("SECURITY.md names for each threat files that are there", async () => {
    const text = await read("SECURITY.md");

    const named = [...text.matchAll(/`([\w./-]+\/[\w./-]+\.ts)`/g)].map(([, file = ""]) => file);

    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((file) => !isThere(file))).toEqual([]);
  });
});
