import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { PROBLEM_MEANINGS } from "#contract/problem-meanings.ts";
import { PROBLEM_CODES, PROBLEMS } from "#contract/problems.ts";
import { openApiDocument } from "#docs/generator/document.ts";
import { errorsPage } from "#docs/generator/errors-page.ts";
import { eventsPage } from "#docs/generator/events-page.ts";
import { limitsPage } from "#docs/generator/limits-page.ts";
import { SETTING_NAMES, SETTINGS } from "#functions/shared/settings.ts";
import { STACK_SETTING_MEANINGS } from "#lib/stages.ts";

/** Words that a native engineer would not write here, each with a sentence that has it. It is a word list, no more. */
const HABITS = [
  { habit: "Who as a subject", pattern: /\bWho(?:se|ever)?\b/, example: "Who leaves counts no more." },
  {
    habit: "tell for publish, return or say",
    pattern: /\b(?:tell|tells|telling|told)\b/i,
    example: "Tell that the service answers",
  },
  { habit: "so many for a number", pattern: /\bso (?:many|much|long)\b/i, example: "After so many expired holds." },
  {
    habit: "a tautology",
    pattern: /\bas long as it does\b/i,
    example: "At this service a hold lasts as long as it does.",
  },
  {
    habit: "is none",
    pattern: /\b(?:is|are|was|were) none\b/i,
    example: "What is in no status that there is, is none of them.",
  },
  { habit: "be it", pattern: /\bbe it\b/i, example: "Every change, be it small, is an event." },
  { habit: "to be had", pattern: /\bto be had\b/i, example: "Seats that are not to be had." },
  { habit: "anew", pattern: /\banew\b/i, example: "Each time it is signed anew." },
  { habit: "lapse for expire", pattern: /\blaps(?:e|es|ed|ing)\b/i, example: "A hold that lapses." },
  { habit: "line for queue", pattern: /\blines?\b/i, example: "You are not in this line" },
  { habit: "come to", pattern: /\bc(?:o|a)mes? to\b/i, example: "A charge that comes to nothing." },
  {
    habit: "take up for claim",
    pattern: /\bt(?:ake|akes|aken|aking|ook) (?:(?:a|the|your|their) )?(?:turns? )?up\b/i,
    example: "Takes the turn up.",
  },
  { habit: "answer for response", pattern: /\banswer(?:s|ed|ing)?\b/i, example: "The same answer for everybody." },
  {
    habit: "give back for release or cancel",
    pattern: /\bg(?:ive|ives|iving|ave|iven) (?:\w+ )?back\b/i,
    example: "Seats given back.",
  },
  { habit: "Those as a subject", pattern: /\bThose\b/, example: "Those of the last 7 days." },
  { habit: "what becomes of", pattern: /\b(?:becomes?|became|become) of\b/i, example: "What becomes of a hold." },
  {
    habit: "is found out",
    pattern: /\bfound out\b/i,
    example: "It is found out, and the charge settled, in any case.",
  },
  { habit: "figures for stats", pattern: /\bfigures\b/i, example: "Read the figures of a queue" },
  { habit: "charge a balance", pattern: /\bcharge (?:the|your|a) balance\b/i, example: "Charge your balance" },
];

/** From the issue and the review that asked for plain English. */
const REWRITTEN = [
  "At this service a hold lasts as long as it does.",
  "Tell that the service answers",
  "Whether the money was taken is not known yet. It is found out, and the charge settled, in any case.",
  "After so many lapsed holds of a user on a concert there is a pause; 0: never.",
  "Who leaves counts no more.",
  "What becomes of a reservation is told as an event, at least once.",
  "What the request for a hold came to, kept in the item that its key leads to",
  "Without a place: joins the line.",
];

const CONTRACT = join(import.meta.dirname, "..", "..", "contract");

/** Summaries and descriptions, wherever they stand in the document. */
const textsIn = (value: unknown): readonly string[] => {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === "string" ? (["summary", "description"].includes(key) ? [inner] : []) : textsIn(inner),
  );
};

const linesOf = (text: string): readonly string[] => text.split("\n");

const files = (await readdir(CONTRACT, { recursive: true })).filter((name) => name.endsWith(".ts"));
const sources = await Promise.all(files.map((name) => readFile(join(CONTRACT, name), "utf8")));

const TEXTS: Readonly<Record<string, readonly string[]>> = {
  "the problems": PROBLEM_CODES.flatMap((code) => [
    PROBLEMS[code].title,
    PROBLEM_MEANINGS[code],
    PROBLEMS[code].remedy,
  ]),
  "the settings": [
    ...SETTING_NAMES.map((name) => SETTINGS[name].meaning),
    ...Object.values<string>(STACK_SETTING_MEANINGS),
  ],
  "the OpenAPI document": textsIn(openApiDocument()),
  "the generated pages": [errorsPage(), eventsPage(), limitsPage()].flatMap(linesOf),
  // For what no document shows: messages of refused input, and comments.
  "the sources of contract/": sources.flatMap(linesOf),
};

describe.each(Object.entries(TEXTS))("plain English in %s", (_, texts) => {
  it("has texts to look at", () => {
    expect(texts.length).toBeGreaterThan(20);
  });

  it.each(HABITS)("without: $habit", ({ pattern }) => {
    expect(texts.filter((text) => pattern.test(text))).toEqual([]);
  });
});

describe("the word list", () => {
  it.each(HABITS)("catches: $habit", ({ pattern, example }) => {
    expect(example).toMatch(pattern);
  });

  it.each(REWRITTEN)("catches what was rewritten: %s", (text) => {
    expect(HABITS.filter(({ pattern }) => pattern.test(text))).not.toEqual([]);
  });
});
