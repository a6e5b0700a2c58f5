import { afterEach, describe, expect, it } from "@jest/globals";
import { SETTINGS, setting } from "#functions/shared/settings.ts";

const { variable } = SETTINGS.holdExtensionSeconds;

describe("a setting", () => {
  afterEach(() => {
    delete process.env[variable];
  });

  it.each([
    ["0", 0],
    ["300", 300],
    [" 300 ", 300],
  ])("of %j is allowed", (text, value) => {
    process.env[variable] = text;

    expect(setting("holdExtensionSeconds")).toBe(value);
  });

  it.each(["", " ", "\t\n", "-1", "1.5", "abc", "9007199254740993", "Infinity"])(
    "of %j is refused, with the name of its variable",
    (text) => {
      process.env[variable] = text;

      expect(() => setting("holdExtensionSeconds")).toThrow(variable);
    },
  );

  it("that is absent is refused", () => {
    expect(() => setting("holdExtensionSeconds")).toThrow(variable);
  });
});
