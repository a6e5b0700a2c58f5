import { describe, expect, test } from "@jest/globals";
import type { Route } from "#contract/route.ts";
import { routes } from "#contract/routes.ts";
import { handler } from "#functions/service/handlers/refuse-unmatched.ts";
import { httpEvent } from "#test/unit/service-event.ts";

interface ProblemBody {
  readonly code: string;
  readonly type: string;
  readonly instance: string;
}

const send = async (method: string, path: string) => {
  const response = await handler(httpEvent(method, path));
  return { ...response, problem: JSON.parse(response.body ?? "") as ProblemBody };
};

describe("requests that match no route", () => {
  test.each([
    ["GET", "/"],
    ["GET", "/v1"],
    ["GET", "/v1/nothing"],
    ["GET", "/v1/balance/"],
    ["GET", "/v1/concerts//queue"],
    ["GET", "/v1/concerts/con_1/queue/more"],
    ["DELETE", "/V1/BALANCE"],
  ])("%s %s is NOT_FOUND", async (method, path) => {
    const response = await send(method, path);

    expect(response).toMatchObject({ statusCode: 404, problem: { code: "NOT_FOUND" } });
    expect(response.headers).not.toHaveProperty("allow");
  });

  test.each([
    ["PUT", "/v1/balance", "GET"],
    ["HEAD", "/v1/health", "GET"],
    ["OPTIONS", "/v1/concerts/con_1/queue-token", "POST, GET, DELETE"],
    ["PATCH", "/v1/concerts/con_1/queue-token", "POST, GET, DELETE"],
    ["POST", "/v1/admin/concerts/con_1/queue", "GET, PATCH"],
  ])("%s %s is METHOD_NOT_ALLOWED and Allow is %s", async (method, path, allow) => {
    const response = await send(method, path);

    expect(response).toMatchObject({ statusCode: 405, problem: { code: "METHOD_NOT_ALLOWED" }, headers: { allow } });
  });

  test("every path of the API is known", async () => {
    for (const route of Object.values<Route>(routes)) {
      const response = await send("TRACE", route.path.replaceAll(/\{\w+\}/g, "x1"));

      expect(response.headers?.["allow"]).toContain(route.method);
    }
  });

  test("a refusal is a problem document with the request's id and the security headers", async () => {
    const response = await send("GET", "/nothing");

    expect(response.headers).toMatchObject({
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-request-id": "request-1",
    });
    expect(response.problem).toMatchObject({ type: "/docs/errors#NOT_FOUND", instance: "urn:request:request-1" });
  });
});
