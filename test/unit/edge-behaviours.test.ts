import { describe, expect, test } from "@jest/globals";
import type { Route } from "#contract/route.ts";
import { routes } from "#contract/routes.ts";
import { edgeBehaviour, pageHeaders } from "#lib/edge/edge-behaviours.ts";

describe("the edge", () => {
  test.each(Object.values(routes).map(({ path }) => path))("sends %s to the API", (path) => {
    expect(edgeBehaviour(path.replaceAll(/\{\w+\}/g, "x"))?.origin).toBe("api");
  });

  test.each(Object.values<Route>(routes).filter(({ method }) => method === "GET"))(
    "keeps responses of $path exactly if anybody may read them",
    ({ path, cache }) => {
      const kept = edgeBehaviour(path.replaceAll(/\{\w+\}/g, "x"))?.cache;
      expect(kept !== undefined).toBe(cache !== undefined);
      expect(kept === "queue").toBe(path === "/v1/concerts/{concertId}/queue");
    },
  );

  test.each([
    "/",
    "/concerts/con_1",
    "/performances/per_1/seats",
    "/reservations/res_1/payment",
    "/account/points",
    "/signed-in",
  ])("shows the page at %s", (path) => {
    expect(edgeBehaviour(path)).toMatchObject({ origin: "pages", file: "/index.html", cacheControl: "no-cache" });
  });

  test.each(["/v1", "/v1/", "/v1/a\nb", "/v1/%0A", "/v1/../concerts"])(
    "sends %j to the API, whatever it means there",
    (path) => {
      expect(edgeBehaviour(path)?.origin).toBe("api");
    },
  );

  test("has files kept whose names change with their content", () => {
    expect(edgeBehaviour("/assets/index-1a2b3c.js")?.cacheControl).toContain("immutable");
  });

  test.each(["/nothing", "/index.php", "/v2/concerts", "/docsearch", "/.vite/manifest.json"])(
    "has nothing at %s",
    (path) => {
      expect(edgeBehaviour(path)).toBeUndefined();
    },
  );

  test("lets pages run their own scripts and call their own origin and the sign-in, and nothing else", () => {
    const policy = pageHeaders("https://sign-in.example")["content-security-policy"] ?? "";

    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self' https://sign-in.example;");
    expect(policy).not.toMatch(/unsafe|\*/);
  });
});
