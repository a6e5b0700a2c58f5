/** How long a response may be cached, from the table of routes to the header. */
import { beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { cacheControlOf, type Route } from "#contract/route.ts";
import { routes } from "#contract/routes.ts";
import type { HttpResponse } from "#functions/shared/http/context.ts";
import { Problem } from "#functions/shared/problem.ts";

process.env["RESPONSE_CHECK"] = "log";
const { httpHandler } = await import("#functions/shared/http/http-handler.ts");
const { openApiDocument } = await import("#docs/generator/document.ts");

const all = Object.entries<Route>(routes);
const anonymous = all.filter(([, { caller }]) => caller === "anyone");
const others = all.filter(([, { caller }]) => caller !== "anyone");

const respond = async (route: Route, act: () => Promise<HttpResponse>) => {
  const event = { headers: {}, requestContext: { requestId: "req-1" } } as unknown as APIGatewayProxyEventV2;
  const { params: _params, query: _query, ...withoutInput } = route;
  const context = { getRemainingTimeInMillis: () => 10_000 } as Context;
  const { headers } = await httpHandler<Route>(withoutInput, act)(event, context);
  return headers?.["cache-control"];
};

beforeAll(() => {
  for (const level of ["info", "error"] as const) jest.spyOn(console, level).mockImplementation(() => undefined);
});

describe("a response", () => {
  test.each(anonymous)("of %s, which needs no token, is kept by browsers and shared caches", async (_, route) => {
    const header = await respond(route, () => Promise.resolve({ status: 200, body: {} }));

    expect(header).toBe(`public, max-age=${route.cache?.browserSeconds}, s-maxage=${route.cache?.edgeSeconds}`);
    expect(route.cache?.browserSeconds).toBeGreaterThanOrEqual(1);
    expect(route.cache?.edgeSeconds).toBeGreaterThanOrEqual(1);
  });

  test.each(anonymous)("of %s that is a problem is kept by nobody", async (_, route) => {
    expect(await respond(route, () => Promise.reject(new Problem("NOT_FOUND")))).toBe("no-store");
  });

  test.each(others)("of %s, which is for its caller alone, is kept by nobody", (_, route) => {
    expect(route.cache).toBeUndefined();
    expect(cacheControlOf(route)).toBe("no-store");
  });

  test("that changes with the sale is kept for two seconds at most", () => {
    const { listConcerts, readConcert, readQueue, readAvailability, readHealth } = routes;
    const longest = [listConcerts, readConcert, readQueue, readAvailability, readHealth].map(({ cache }) =>
      Math.max(cache.browserSeconds, cache.edgeSeconds),
    );

    expect(Math.max(...longest)).toBeLessThanOrEqual(2);
  });

  test.each(all)("of %s is documented with its caching", (name, route) => {
    const { paths = {}, components } = openApiDocument();
    const operation = paths[route.path]?.[route.method.toLowerCase() as "get"];
    expect(operation?.operationId).toBe(name);
    for (const status of Object.keys(route.responses)) {
      const response = operation?.responses?.[status] as { headers?: Record<string, unknown> };
      const header = response.headers?.["cache-control"];
      const isReference = typeof header === "object" && header !== null && "$ref" in header;
      expect(isReference ? components?.headers?.["cache-control"] : header).toMatchObject({
        schema: { type: "string", const: cacheControlOf(route) },
      });
    }
  });
});
