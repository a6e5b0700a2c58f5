import { afterEach, describe, expect, it } from "@jest/globals";
import { SETTING_NAMES, SETTINGS, setting } from "#functions/shared/settings.ts";

const { variable } = SETTINGS.holdExtensionSeconds;

it.each(SETTING_NAMES)("the variable of %s follows from its name", (name) => {
  const { variable: declared } = SETTINGS[name];
  const before = process.env[declared];
  process.env[declared] = "7";

  expect(setting(name)).toBe(7);
  if (before === undefined) delete process.env[declared];
  else process.env[declared] = before;
});

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
