import { describe, expect, it } from "@jest/globals";
import { eventFilter } from "#local/stack/event-filter.ts";

const filter = (...patterns: object[]) =>
  eventFilter({ Filters: patterns.map((pattern) => ({ Pattern: JSON.stringify(pattern) })) });

describe("an event filter", () => {
  it.each([
    [{ a: { b: "x" }, c: "anything" }, true],
    [{ a: { b: "y" }, c: "anything" }, true],
    [{ a: { b: "z" }, c: "anything" }, false],
    [{ a: { b: "x" } }, false],
    [{ c: "anything" }, false],
    [{ a: null, c: "anything" }, false],
    [undefined, false],
  ])("with a text and an attribute that exists: %j passes: %p", (record, passes) => {
    const accepts = filter({ a: { b: ["x", "y"] }, c: [{ exists: true }] });

    expect(accepts(record)).toBe(passes);
  });

  it("passes what one of several patterns passes, and everything if there is none", () => {
    expect(["x", "y", "z"].map((a) => filter({ a: ["x"] }, { a: ["y"] })({ a }))).toEqual([true, true, false]);
    expect(eventFilter(undefined)({})).toBe(true);
  });

  it.each([{ exists: false }, { prefix: "R" }, 5])(
    "with the rule %j is refused: the service can't follow it",
    (rule) => {
      expect(() => filter({ a: [rule] })).toThrow(`does not support the event filter ${JSON.stringify(rule)}`);
    },
  );
});
