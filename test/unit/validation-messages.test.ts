/** Every check of every request says what is allowed, whatever is sent in whichever field. */
import { describe, expect, it } from "@jest/globals";
import * as z from "zod/mini";
import { NewConcertSchema } from "#contract/concerts.ts";
import type { Route } from "#contract/route.ts";
import { routes } from "#contract/routes.ts";
import { NewSectionSchema } from "#contract/sections.ts";
import { messageOf } from "#functions/shared/http/validation-messages.ts";
import { examplesOf } from "#test/support/route-examples.ts";

type Path = readonly string[];
interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

/** The path of each field, those of nested objects and of the first items of arrays too. */
const pathsOf = (schema: JsonSchema, at: Path = []): readonly Path[] => [
  at,
  ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => pathsOf(inner, [...at, name])),
  ...(schema.items === undefined ? [] : pathsOf(schema.items, [...at, "0"])),
  ...(schema.anyOf ?? []).flatMap((inner) => pathsOf(inner, at)),
];

const set = (value: unknown, [name, ...rest]: Path, inner: unknown): unknown => {
  if (name === undefined) return inner;
  const copy = structuredClone(value ?? (name === "0" ? [] : {})) as Record<string, unknown>;
  if (rest.length === 0 && inner === undefined) delete copy[name];
  else copy[name] = set(copy[name], rest, inner);
  return copy;
};

const BAD: readonly unknown[] = [
  undefined,
  null,
  true,
  false,
  "",
  " ",
  "!",
  "\u0000",
  "\ud800",
  "\u202ename",
  "\u200b",
  "x".repeat(2000),
  "2026-12-24",
  "9999-12-31T12:00:00-12:00",
  "-1",
  "1.5",
  "9999",
  -1,
  0,
  0.5,
  11,
  1e8,
  1e21,
  Number.NaN,
  [],
  [null],
  ["A-1-1", "A-1-1"],
  ["reservation.paid", "reservation.paid"],
  Array.from({ length: 101 }, (_, index) => `A-1-${index + 1}`),
  {},
  { unknown: 1, ["\u202e".repeat(100)]: 2, third: 3, fourth: 4 },
];

const schemas = Object.entries<Route>(routes).flatMap(([name, { params, query, body }]) => {
  const { path, query: sentQuery, bodies } = examplesOf(name);
  return [
    { name: `the path of ${name}`, schema: params, values: [path] },
    { name: `the query of ${name}`, schema: query, values: [sentQuery] },
    { name: `the body of ${name}`, schema: body, values: bodies },
  ].flatMap(({ schema, ...others }) => (schema === undefined ? [] : [{ ...others, schema }]));
});

const issuesOf = (schema: z.ZodMiniType, value: unknown) =>
  schema.safeParse(value, { error: messageOf }).error?.issues ?? [];

describe("a bad value", () => {
  it.each(schemas)("in $name gets a message that says what is allowed", ({ schema, values }) => {
    const paths = pathsOf(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema);
    const silent: unknown[] = [];
    let refusals = 0;
    for (const value of values) {
      for (const path of paths) {
        for (const bad of BAD) {
          const issues = issuesOf(schema, set(value, path, bad));
          refusals += issues.length;
          silent.push(...issues.filter(({ message }) => message === "" || /^invalid/i.test(message)));
        }
      }
    }

    expect(refusals).toBeGreaterThan(paths.length);
    expect(silent).toEqual([]);
  });

  it.each<[z.ZodMiniType, unknown, string]>([
    [z.string(), undefined, "This field is required."],
    [z.int(), "3", "Send a whole number."],
    [z.int(), 0.5, "Send a whole number."],
    [z.int().check(z.gte(1)), 0, "Send 1 or more."],
    [z.array(z.string()).check(z.maxLength(1)), ["a", "b"], "Send 1 item or less."],
    [z.string().check(z.minLength(2)), "a", "Send 2 characters or more."],
    [z.enum(["OFF", "WARN"]), "ON", 'Send one of "OFF", "WARN".'],
    [z.literal(true), false, "Send true."],
    [z.strictObject({}), { a: 1 }, 'Remove "a": there is no such field.'],
  ])("of %# is answered in plain words", (schema, value, message) => {
    expect(issuesOf(schema, value).map((issue) => issue.message)).toEqual([message]);
  });
});

describe("a name", () => {
  const concert = {
    title: "Winter Nights",
    artist: "The Half Moons",
    venue: "Small Hall",
    opensAt: "2026-12-01T11:00:00Z",
    closesAt: "2026-12-24T11:00:00Z",
  };
  const section = {
    sectionId: "A",
    label: "Stalls",
    category: "R",
    price: 1000,
    rows: [{ row: "1", from: 1, to: 10 }],
  };
  const fields: readonly (readonly [field: string, schema: z.ZodMiniType, value: object])[] = [
    ["title", NewConcertSchema, concert],
    ["artist", NewConcertSchema, concert],
    ["venue", NewConcertSchema, concert],
    ["label", NewSectionSchema, section],
    ["category", NewSectionSchema, section],
  ];

  it.each([
    ["a NUL", "a\u0000b"],
    ["a line break", "a\nb"],
    ["an escape", "\u001b[31m"],
    ["a line separator", "a\u2028b"],
    ["the first half of a pair", "a\ud83c"],
    ["the second half of a pair", "\udfab b"],
    ["an override of the direction", "a\u202eb"],
    ["an isolate", "a\u2066b\u2069"],
    ["nothing but a space of no width", "\u200b"],
    ["nothing but joiners and a mark", "\u200d\u2060\ufe0f"],
    ["nothing but a Hangul filler", "\u3164"],
    ["nothing but a blank Braille cell", "\u2800"],
    ["nothing but a combining mark", "\u0301"],
  ])("may not have %s", (_, text) => {
    for (const [field, schema, value] of fields) {
      const issues = issuesOf(schema, { ...value, [field]: text });

      expect(issues.map(({ path }) => path)).toEqual([[field]]);
      expect(issues[0]?.message).toMatch(/^Use /);
    }
  });

  it.each(["겨울밤", "夜", "ليلة‏", "Beyoncé", "e\u0301", "🎫", "👩‍🎤", "!!!", "न्‍य", "1 2"])("may be %s", (text) => {
    for (const [field, schema, value] of fields) expect(issuesOf(schema, { ...value, [field]: text })).toEqual([]);
  });
});
