import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "@jest/globals";

const ROOT = join(import.meta.dirname, "..", "..");

const pages = async (): Promise<readonly string[]> => {
  const inDocs = await readdir(join(ROOT, "docs"), { recursive: true });
  return ["CONTRIBUTING.md", "SECURITY.md", ...inDocs.map((name) => join("docs", name))].filter((name) =>
    name.endsWith(".md"),
  );
};

describe("the documents", () => {
  test("link only to files that are there", async () => {
    const broken: string[] = [];
    for (const page of await pages()) {
      const text = await readFile(join(ROOT, page), "utf8");
      for (const [, target = ""] of text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
        if (!existsSync(join(ROOT, dirname(page), target))) broken.push(`${page}: ${target}`);
      }
    }

    expect(broken).toEqual([]);
  });

  test("SECURITY.md names for each threat files that are there", async () => {
    const text = await readFile(join(ROOT, "SECURITY.md"), "utf8");

    const named = [...text.matchAll(/`([\w./-]+\/[\w./-]+\.ts)`/g)].map(([, file = ""]) => file);

    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});
