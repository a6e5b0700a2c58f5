import { describe, expect, test } from "@jest/globals";
import { PROBLEM_MEANINGS } from "#contract/problem-meanings.ts";
import { PROBLEM_CODES, PROBLEMS } from "#contract/problems.ts";
import { errorsOf, type Route } from "#contract/route.ts";
import { routes } from "#contract/routes.ts";
import { errorsPage } from "#docs/generator/errors-page.ts";
import { ERRORS_PAGE } from "#functions/service/errors-page.ts";

const REFUSED_BEFORE_ANY_ROUTE = new Set<string>(["METHOD_NOT_ALLOWED", "NOT_FOUND"]);

describe("the table of errors", () => {
  test("codes are unique, also in another case", () => {
    expect(new Set(PROBLEM_CODES.map((code) => code.toLowerCase())).size).toBe(PROBLEM_CODES.length);
    for (const code of PROBLEM_CODES) expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
  });

  test("the table is in the order of statuses", () => {
    const statuses = PROBLEM_CODES.map((code) => PROBLEMS[code].status);

    expect(statuses).toEqual(statuses.toSorted((a, b) => a - b));
  });

  test("titles are unique, so that a person can tell two errors apart", () => {
    expect(new Set(PROBLEM_CODES.map((code) => PROBLEMS[code].title)).size).toBe(PROBLEM_CODES.length);
  });

  test.each(PROBLEM_CODES)("%s is complete, and its status is that of a refusal", (code) => {
    const { status, title, remedy } = PROBLEMS[code];

    expect([400, 401, 402, 403, 404, 405, 409, 410, 413, 415, 422, 429, 500, 503]).toContain(status);
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(PROBLEM_MEANINGS[code]).toMatch(/\.$/);
    expect(remedy).toMatch(/\.$/);
  });

  test("429 and 503 say when to come back", () => {
    const waiting = PROBLEM_CODES.filter((code) => [429, 503].includes(PROBLEMS[code].status));

    expect(waiting).not.toHaveLength(0);
    for (const code of waiting) expect(PROBLEMS[code].retryAfterSeconds).toBeGreaterThan(0);
  });

  test("some route returns each code, or it is returned before any route", () => {
    const returned = new Set(Object.values<Route>(routes).flatMap((route) => errorsOf(route)));
    const orphans = PROBLEM_CODES.filter((code) => !returned.has(code) && !REFUSED_BEFORE_ANY_ROUTE.has(code));

    expect(orphans).toEqual([]);
  });

  test.each(PROBLEM_CODES)("%s is explained at the address its type points to, and in the reference", (code) => {
    expect(ERRORS_PAGE).toContain(`id="${code}"`);
    expect(errorsPage()).toContain(`<a id="${code}"></a>`);
  });
});
