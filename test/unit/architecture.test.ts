import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it, test } from "@jest/globals";
import { PROBLEM_CODES } from "#contract/problems.ts";
import { errorsOf, type Route } from "#contract/route.ts";
import { type RouteName, routes } from "#contract/routes.ts";
import { deployment } from "#functions/deployment.ts";
import { PROJECT_DIR } from "#lib/project.ts";
import { cruise } from "#test/imports/cruise.ts";

const WALK_FILES_MAX = 20;
/** Folders with code that the picture leaves out, and those without code of the project. */
const NOT_DRAWN = new Set(["test", "docs", "node_modules", "coverage"]);
/** Refusals that any call may get; the page says them once for all. */
const SAID_ONCE = new Set([
  "UNAUTHENTICATED",
  "VALIDATION_FAILED",
  "PAYLOAD_TOO_LARGE",
  "UNSUPPORTED_MEDIA_TYPE",
  "UNAVAILABLE",
  "INTERNAL",
]);

const page = await readFile(join(PROJECT_DIR, "docs", "architecture.md"), "utf8");

/** The text below a heading, up to the next one of its kind. */
const section = (heading: string): string => {
  const level = /^#+/.exec(heading)?.[0] ?? "";
  const start = page.indexOf(`\n${heading}\n`);
  if (start === -1) throw new Error(`docs/architecture.md has no "${heading}".`);
  const rest = page.slice(start + heading.length + 2);
  const end = rest.search(new RegExp(`^#{1,${level.length}} `, "m"));
  return end === -1 ? rest : rest.slice(0, end);
};

const diagramIn = (text: string): string => /```mermaid\n([\s\S]*?)```/.exec(text)?.[1] ?? "";

describe("the picture of the folders", () => {
  const drawn = [...diagramIn(section("## Folders")).matchAll(/^ +(\w+) --> (\w+)$/gm)].map(
    ([, a, b]) => `${a} -> ${b}`,
  );
  let folders: readonly string[];
  let imported: ReadonlySet<string>;

  beforeAll(async () => {
    const entries = await readdir(PROJECT_DIR, { withFileTypes: true });
    folders = entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && !entry.name.includes("."))
      .map(({ name }) => name)
      .filter((name) => !NOT_DRAWN.has(name));
    const folderOf = (file: string): string => file.split("/", 1)[0] ?? "";
    const arrows = (await cruise(PROJECT_DIR, folders)).imports.map(({ from, to }) => [folderOf(from), folderOf(to)]);
    imported = new Set(arrows.filter(([from, to]) => from !== to).map(([from, to]) => `${from} -> ${to}`));
  }, 60_000);

  it("has the arrows that the imports make, no more and no fewer", () => {
    expect(drawn.toSorted()).toEqual([...imported].toSorted());
  });

  it("has every folder with code, and says what it is", () => {
    const named = new Set(drawn.flatMap((arrow) => arrow.split(" -> ")));
    expect([...named].toSorted()).toEqual([...folders].toSorted());
    for (const folder of folders) expect(section("## Folders")).toContain(`| \`${folder}/\` |`);
  });
});

describe("the walks", () => {
  const headings = [...section("## Three walks").matchAll(/^### .*$/gm)].map(([heading]) => heading);

  it("are three", () => {
    expect(headings).toHaveLength(3);
  });

  test.each(headings)("%s names files that are there, twenty at most", (heading) => {
    const files = [...section(heading).matchAll(/^\d+\. `([^`]+)`/gm)].map(([, file]) => file ?? "");

    expect(files.length).toBeGreaterThan(3);
    expect(files.length).toBeLessThanOrEqual(WALK_FILES_MAX);
    expect(files.filter((file) => !existsSync(join(PROJECT_DIR, file)))).toEqual([]);
  });
});

describe("the flows", () => {
  const flows: readonly (readonly [heading: string, ...names: RouteName[]])[] = [
    ["### Check the queue", "joinQueue", "readQueueToken"],
    ["### See dates and seats", "listPerformances", "readSeats"],
    ["### Hold seats", "holdSeats"],
    ["### Pay", "payReservation", "readReservation"],
    ["### Read and top up the balance", "topUpBalance", "readBalance"],
  ];

  test.each(flows)("%s shows every refusal of its routes", (heading, ...names) => {
    const expected = names.flatMap((name) => errorsOf(routes[name] as Route)).filter((code) => !SAID_ONCE.has(code));

    expect(expected.filter((code) => !section(heading).includes(code))).toEqual([]);
  });

  test.each(flows)("%s names functions and problems that there are", (heading) => {
    const text = section(heading);
    const functionNames = [...text.matchAll(/participant \w+ as ([a-z]+[A-Z]\w+)/g)].map(([, name]) => name ?? "");
    const codes = [...text.matchAll(/\b[45]\d\d ([A-Z]+(?:_[A-Z]+)*)\b/g)].map(([, code]) => code ?? "");

    expect(functionNames.length).toBeGreaterThan(0);
    expect(functionNames.filter((name) => !(name in deployment))).toEqual([]);
    expect(codes.filter((code) => !(PROBLEM_CODES as readonly string[]).includes(code))).toEqual([]);
  });
});
