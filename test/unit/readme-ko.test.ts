/** README.ko.md says in Korean what README.md says: this keeps everything alike that is not prose. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, test } from "@jest/globals";
import { PROJECT_DIR } from "#lib/project.ts";

const [ENGLISH, KOREAN] = await Promise.all(
  ["README.md", "README.ko.md"].map((name) => readFile(join(PROJECT_DIR, name), "utf8")),
);
if (ENGLISH === undefined || KOREAN === undefined) throw new Error("A README is missing.");

/** What stands under one heading, up to the next one. Headings are paired by position: their texts are translated. */
interface Part {
  readonly level: number;
  readonly code: readonly string[];
  readonly links: readonly string[];
  readonly pictures: readonly string[];
  readonly inlineCode: readonly string[];
  readonly items: number;
  readonly tableRows: readonly number[];
  readonly placeholders: readonly string[];
}

const FENCE = /^```(\w*)\n([\s\S]*?)^```$/gm;
/** "# once" behind a command; a comment may be translated. */
const COMMENT = /(^|\s+)#(\s.*)?$/;
/** The labels of a chart, which are translated. */
const LABEL = /"[^"]*"/g;

const codeLine = (language: string, line: string): string => {
  if (language === "mermaid") return line.replaceAll(LABEL, '"…"');
  return language === "text" ? line : line.replace(COMMENT, "");
};

const codeOf = (text: string): readonly string[] =>
  [...text.matchAll(FENCE)].flatMap(([, language = "", code = ""]) => [
    `(${language})`,
    ...code.split("\n").map((line) => codeLine(language, line)),
  ]);

const found = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, first = ""]) => first.replaceAll(/\s+/g, " ")).toSorted();

/** Each README links to the other one. */
const otherLanguage = (link: string): string => (/^README(\.ko)?\.md$/.test(link) ? "(the other README)" : link);

const partOf = (text: string): Part => {
  const prose = text.replaceAll(FENCE, "");
  const lines = prose.split("\n");
  return {
    level: /^#*/.exec(text)?.[0].length ?? 0,
    code: codeOf(text),
    links: [...found(prose, /(?<!!)\[[^\][]*\]\(([^)\s]+)\)/g), ...found(prose, /<(https?:[^>]+)>/g)].map(
      otherLanguage,
    ),
    pictures: [...found(prose, /!\[[^\]]*\]\(([^)\s]+)\)/g), ...found(prose, /<img[^>]*\ssrc="([^"]+)"/g)],
    inlineCode: found(prose, /`([^`]+)`/g),
    items: lines.filter((line) => /^\s*[-*] /.test(line)).length,
    tableRows: lines.filter((line) => line.startsWith("|")).map((line) => line.split("|").length),
    placeholders: lines.filter((line) => /^[A-Z]{4,}$/.test(line)),
  };
};

/** The parts of a document. A line in a fence that begins with # is no heading. */
const partsOf = (document: string): readonly Part[] => {
  const starts: number[] = [];
  let isInFence = false;
  let offset = 0;
  for (const line of document.split("\n")) {
    if (line.startsWith("```")) isInFence = !isInFence;
    if (!isInFence && /^#{1,6} /.test(line)) starts.push(offset);
    offset += line.length + 1;
  }
  return starts.map((start, part) => partOf(document.slice(start, starts[part + 1])));
};

describe("README.ko.md", () => {
  const [english, korean] = [partsOf(ENGLISH), partsOf(KOREAN)];

  it("has headings to compare, and commands", () => {
    expect(english.length).toBeGreaterThan(8);
    expect(english.flatMap(({ code }) => code)).toContain("npm install && npm start");
  });

  it("has as many headings, of the same levels, in the same order", () => {
    expect(korean.map(({ level }) => level)).toEqual(english.map(({ level }) => level));
  });

  const kinds = ["code", "links", "pictures", "inlineCode", "items", "tableRows", "placeholders"] as const;
  test.each(kinds)("has the same %s under each heading", (kind) => {
    expect(korean.map((part) => part[kind])).toEqual(english.map((part) => part[kind]));
  });

  it("is written in Korean, heading by heading", () => {
    const proper = /^#+ (Encore|SAM)$/;
    const headings = KOREAN.replaceAll(FENCE, "").match(/^#+ .*$/gm) ?? [];
    expect(headings.filter((heading) => !proper.test(heading) && !/[가-힣]/.test(heading))).toEqual([]);
  });
});

/** Changes of the Korean text that have to be noticed. */
const SLIPS: readonly { readonly slip: string; readonly from: string; readonly to: string }[] = [
  { slip: "a missing command", from: "npx cdk deploy --all -c stage=dev", to: "" },
  { slip: "an old command", from: "--users 1000000", to: "--users 100000" },
  { slip: "a missing block of code", from: "```sh\nnpm install && npm test\n```\n", to: "" },
  { slip: "a missing heading", from: "## SAM\n", to: "" },
  { slip: "a heading of another level", from: "## SAM\n", to: "### SAM\n" },
  { slip: "a missing link", from: "[SAM 가이드](docs/guides/sam.md)", to: "SAM 가이드" },
  { slip: "a missing picture", from: "![", to: "[" },
  { slip: "a missing command in a sentence", from: "`npm run audit`", to: "점검 명령" },
  { slip: "a missing arrow of the chart", from: "pay --> receipt", to: "pay" },
  { slip: "a missing item of a list", from: "\n- 여러 좌석은", to: " 여러 좌석은" },
];

describe("a slip is noticed", () => {
  test.each(SLIPS)("$slip", ({ from, to }) => {
    expect(KOREAN).toContain(from);
    expect(partsOf(KOREAN.replace(from, to))).not.toEqual(partsOf(ENGLISH));
  });

  it("but not another comment", () => {
    expect(partsOf("# A\n```sh\nnpm start   # 한 번\n```")).toEqual(partsOf("# A\n```sh\nnpm start # once\n```"));
  });
});
