import { expect, test } from "@jest/globals";
import type { Outcome } from "#local/lambda/messages.ts";
import { failuresOf } from "#local/triggers/batch-failures.ts";

const batch = new Set(["1", "2", "3"]);
const result = (payload: unknown): Outcome => ({ kind: "result", payload });
const failed = (...ids: unknown[]) => result({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

test.each<[string, Outcome, "none" | "all" | ReadonlySet<string>]>([
  ["no result is a success", result(undefined), "none"],
  ["an empty list is a success", failed(), "none"],
  ["a list names the failures", failed("1", "3"), new Set(["1", "3"])],
  ["a name that is not in the batch fails all", failed("1", "9"), "all"],
  ["an empty name fails all", failed(""), "all"],
  ["no name fails all", failed(undefined), "all"],
  ["an invalid list fails all", result({ batchItemFailures: "1" }), "all"],
  ["an error fails all", { kind: "error", reason: "planned" }, "all"],
  ["a crash fails all", { kind: "crash", reason: "planned" }, "all"],
  ["a timeout fails all", { kind: "timeout", reason: "planned" }, "all"],
])("%s", (_what, outcome, expected) => {
  expect(failuresOf(outcome, batch, true)).toEqual(expected);
});

test("a function that does not report failures succeeds with any result", () => {
  expect(failuresOf(failed("1"), batch, false)).toBe("none");
});
