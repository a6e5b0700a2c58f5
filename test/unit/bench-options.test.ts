import { describe, expect, it } from "@jest/globals";
import { optionsFrom, RATE_MAX } from "#bench/frame/options.ts";
import { UsageError } from "#cli/options.ts";

const parts = [{ name: "budgets" }, { name: "costs" }, { name: "sale", isOverHttp: true }];
const REMOTE = "https://encore.example.com/";
const COMMAND = "node cli/token.ts --batch --outputs outputs.json";

describe("the command line", () => {
  it("runs everything with the seed 7 by default", () => {
    expect(optionsFrom([], parts)).toEqual({
      isQuick: false,
      only: ["budgets", "costs", "sale"],
      jsonFile: undefined,
      htmlFile: undefined,
      chartFolder: undefined,
      seed: 7,
      target: undefined,
      perSecond: undefined,
      isHelp: false,
    });
  });

  it("takes parts in their own order", () => {
    expect(optionsFrom(["--only", "sale, budgets", "--quick"], parts)).toMatchObject({
      only: ["budgets", "sale"],
      isQuick: true,
    });
  });

  it.each([
    [["--only", "speed"], /no part "speed"/],
    [["--seed", "-1"], /--seed/],
    [["--seed", "1.5"], /--seed/],
    [["--fast"], /--fast/],
    [["--rate", "0"], /--rate/],
    [["--rate", "many"], /--rate/],
    [["--rate", String(RATE_MAX + 1)], /--rate/],
  ])("refuses %p", (args, message) => {
    expect(() => optionsFrom(args, parts)).toThrow(UsageError);
    expect(() => optionsFrom(args, parts)).toThrow(message);
  });

  it("takes arrivals of less than one a second", () => {
    expect(optionsFrom(["--rate", "0.5"], parts).perSecond).toBe(0.5);
  });
});

describe("a running service", () => {
  it("is measured by the parts that need nothing else", () => {
    expect(optionsFrom(["--url", "http://127.0.0.1:8000/"], parts)).toMatchObject({
      only: ["sale"],
      target: { url: "http://127.0.0.1:8000", tokens: { issuer: "http://127.0.0.1:8001" } },
    });
  });

  it("has tokens from an identity provider, or from a command if it is elsewhere", () => {
    const local = ["--url", "http://127.0.0.1:8000", "--issuer", "http://127.0.0.1:9000/"];

    expect(optionsFrom(local, parts).target?.tokens).toEqual({ issuer: "http://127.0.0.1:9000" });
    expect(optionsFrom(["--url", REMOTE, "--token-command", COMMAND], parts).target).toEqual({
      url: "https://encore.example.com",
      tokens: { command: COMMAND },
    });
  });

  it.each([
    [["--url", "encore.example.com", "--token-command", COMMAND], /--url must be a URL/],
    [["--url", REMOTE], /pass --token-command/],
    [["--url", REMOTE, "--token-command", " "], /--token-command must be/],
    [["--url", REMOTE, "--token-command", COMMAND, "--issuer", REMOTE], /not both/],
    [["--token-command", COMMAND], /--url, which is missing/],
    [["--issuer", REMOTE], /--url, which is missing/],
    [
      ["--url", REMOTE, "--token-command", COMMAND, "--only", "sale,costs"],
      /"costs" can't be measured at --url.*Only "sale" can/,
    ],
  ])("is refused as %p", (args, message) => {
    expect(() => optionsFrom(args, parts)).toThrow(UsageError);
    expect(() => optionsFrom(args, parts)).toThrow(message);
  });
});
