import { describe, expect, test } from "@jest/globals";
import { routes } from "#contract/routes.ts";
import { EDGE_BEHAVIOURS } from "#lib/edge/edge-behaviours.ts";
import { challengeRules } from "#lib/firewall/challenges.ts";

/** The parts of a rule that its test reads. */
interface Challenge {
  readonly name: string;
  readonly statement: {
    readonly andStatement: {
      readonly statements: readonly { readonly regexMatchStatement: { regexString: string } }[];
    };
  };
}

const rules = challengeRules({ challengesBrowsers: true }) as unknown as readonly Challenge[];

/** Which rules a request meets. */
const challengesOf = (method: string, path: string): readonly string[] =>
  rules
    .filter(({ statement }) => {
      const [methods, paths] = statement.andStatement.statements.map(
        ({ regexMatchStatement }) => new RegExp(regexMatchStatement.regexString),
      );
      return methods?.test(method) === true && paths?.test(path) === true;
    })
    .map(({ name }) => name);

describe("the proof that a browser is one", () => {
  test("is computed on each page and asked for on joins, and nowhere else", () => {
    const ofRoutes = Object.entries(routes).map(([name, { method, path }]) => [
      name,
      challengesOf(method, path.replaceAll(/\{\w+\}/g, "x_1")),
    ]);
    expect(ofRoutes.filter(([, found]) => found?.length !== 0)).toEqual([["joinQueue", ["ProveOnJoins"]]]);
  });

  test("is computed at the address of each screen, and not for its files", () => {
    const screens = EDGE_BEHAVIOURS.filter(({ file }) => file === "/index.html").map(({ pattern }) => pattern);
    const met = screens.filter((pattern) => challengesOf("GET", pattern.replace("*", "x_1")).length === 1);
    // People come back from signing in to a page that they have opened before.
    expect(met).toEqual(screens.filter((pattern) => pattern !== "/signed-in"));
    for (const path of ["/assets/index-1a.js", "/config.json", "/favicon.svg", "/docs"]) {
      expect([path, challengesOf("GET", path)]).toEqual([path, []]);
    }
  });
});
