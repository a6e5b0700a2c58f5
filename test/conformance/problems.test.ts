import { describe, expect, test } from "@jest/globals";
import { call, newKey } from "#test/conformance/support/client.ts";
import { expectInvalid, expectProblem } from "#test/conformance/support/problem.ts";
import { mint } from "#test/conformance/support/tokens.ts";
import { newUser, testWith } from "#test/conformance/support/users.ts";

const emojiName = `mina-🎫-${newKey()}`;
const [emojiToken = null] = await mint([{ user: emojiName }]);

const BODY_BYTES_MAX = 64 * 1024;
const TOP_UP = '{"amount":1000}';

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly schema: { readonly examples?: readonly unknown[] };
  }[];
}

/** A top-up request, padded to this length with white space. */
const padded = (bytes: number): string => TOP_UP.padEnd(bytes);

describe("Every response", () => {
  test("GET health: 200", async () => {
    const response = await call("GET", "/v1/health");

    expect(response.status).toBe(200);
    expect(response.body).toEqual({ status: "ok" });
  });

  test("has its own request id", async () => {
    const responses = await Promise.all([
      call("GET", "/v1/health"),
      call("GET", "/v1/health"),
      call("GET", "/v1/none"),
    ]);

    expect(new Set(responses.map((response) => response.headers.get("x-request-id"))).size).toBe(3);
  });

  test.each(["/v1/health", "/v1/nothing-here", "/v1/balance"])(
    "GET %s has security headers and names no software",
    async (path) => {
      const { headers } = await call("GET", path);

      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("strict-transport-security")).toMatch(/max-age=\d{7,}/);
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.has("x-powered-by")).toBe(false);
    },
  );

  test("with a user's own data is not cached", async () => {
    const response = await call("GET", "/v1/balance", { user: await newUser() });

    expect(response.headers.get("cache-control")).toMatch(/no-store/);
    expect(response.headers.get("content-type")).toMatch(/^application\/json/);
  });
});

describe("The API reference", () => {
  test("GET openapi.json: OpenAPI 3.1, cacheable", async () => {
    const response = await call<{ openapi: string; paths: Record<string, unknown> }>("GET", "/openapi.json");

    expect(response.status).toBe(200);
    expect(response.body.openapi).toMatch(/^3\.1\./);
    expect(response.headers.get("cache-control")).toBe("public, max-age=300, s-maxage=300");
  });

  test("openapi.json lists every operation of the contract", async () => {
    const { paths } = (await call<{ paths: Record<string, object> }>("GET", "/openapi.json")).body;

    const rows = Object.entries(paths).flatMap(([path, item]) =>
      Object.keys(item)
        .filter((method) => /^(get|post|patch|delete)$/.test(method))
        .map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(rows).toEqual(
      expect.arrayContaining([
        "GET /v1/health",
        "GET /.well-known/jwks.json",
        "GET /v1/concerts",
        "GET /v1/concerts/{concertId}",
        "GET /v1/concerts/{concertId}/queue",
        "POST /v1/concerts/{concertId}/queue-token",
        "GET /v1/concerts/{concertId}/queue-token",
        "DELETE /v1/concerts/{concertId}/queue-token",
        "GET /v1/concerts/{concertId}/performances",
        "GET /v1/performances/{performanceId}/availability",
        "GET /v1/performances/{performanceId}/seats",
        "POST /v1/performances/{performanceId}/reservations",
        "GET /v1/reservations",
        "GET /v1/reservations/{reservationId}",
        "DELETE /v1/reservations/{reservationId}",
        "POST /v1/reservations/{reservationId}/payment",
        "GET /v1/payments/{paymentId}",
        "GET /v1/balance",
        "POST /v1/balance/top-ups",
        "GET /v1/balance/entries",
        "POST /v1/admin/concerts",
        "POST /v1/admin/concerts/{concertId}/performances",
        "GET /v1/admin/concerts/{concertId}/queue",
        "PATCH /v1/admin/concerts/{concertId}/queue",
        "POST /v1/admin/webhooks",
        "GET /v1/admin/webhooks",
        "DELETE /v1/admin/webhooks/{webhookId}",
        "POST /v1/admin/webhooks/{webhookId}/replay",
      ]),
    );
  });

  test("the example of each header can be sent to its operation", async () => {
    const { paths } = (await call<Document>("GET", "/openapi.json")).body;
    const user = await newUser();

    for (const [template, operations] of Object.entries(paths)) {
      for (const [method, { parameters = [] }] of Object.entries(operations)) {
        const examples = parameters
          .filter((parameter) => parameter.in === "header")
          .map(({ name, schema }) => [name, String(schema.examples?.[0])]);
        if (examples.length === 0) continue;
        const path = template.replaceAll(/\{\w+\}/g, "none_of_these");
        // No body: what is asked here is that the headers arrive, and nothing is to be created.
        const response = await call(method.toUpperCase(), path, { user, headers: Object.fromEntries(examples) });

        expect(response.body).not.toMatchObject({ code: "IDEMPOTENCY_KEY_REQUIRED" });
      }
    }
  });

  test("GET docs: a page", async () => {
    const response = await call("GET", "/docs");

    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toMatch(/^text\/html/);
    expect(response.text).toMatch(/<html/i);
  });

  test("GET docs/{file}: 404 for an unknown file", async () => {
    expectProblem(await call("GET", "/docs/none.js"), 404, "NOT_FOUND");
  });
});

describe("Refusals", () => {
  // Paths outside /v1 may lead to pages, where the service is behind a CDN that serves them.
  test.each(["/v1", "/v1/", "/v1/nothing", "/v1/concerts/a/b/c", "/v1/balance/", "/v1/..%2fsecret"])(
    "NOT_FOUND: %s",
    async (path) => {
      expectProblem(await call("GET", path), 404, "NOT_FOUND");
    },
  );

  test.each([
    ["PUT", "/v1/balance", ["GET"]],
    ["DELETE", "/v1/concerts", ["GET"]],
    ["PATCH", "/v1/concerts/con_a/queue-token", ["POST", "GET", "DELETE"]],
    ["POST", "/v1/health", ["GET"]],
    ["DELETE", "/v1/admin/concerts/con_a/queue", ["GET", "PATCH"]],
  ])("METHOD_NOT_ALLOWED: %s %s lists the allowed methods", async (method, path, allowed) => {
    const response = await call(method, path);

    expectProblem(response, 405, "METHOD_NOT_ALLOWED");
    const named = (response.headers.get("allow") ?? "")
      .split(/,\s*/)
      .filter((name) => name !== "HEAD" && name !== "OPTIONS");
    expect(new Set(named)).toEqual(new Set(allowed));
  });

  test.each(["{", "", "{'amount':1}", '{"amount":1}}', "\u0000", "amount=1"])(
    "VALIDATION_FAILED: malformed JSON %j",
    async (rawBody) => {
      const response = await call("POST", "/v1/balance/top-ups", { user: await newUser(), key: newKey(), rawBody });

      expectProblem(response, 400, "VALIDATION_FAILED");
    },
  );

  test.each(["text/plain", "application/x-www-form-urlencoded", "application/xml", "multipart/form-data; boundary=x"])(
    "UNSUPPORTED_MEDIA_TYPE: %s",
    async (contentType) => {
      const response = await call("POST", "/v1/balance/top-ups", {
        user: await newUser(),
        key: newKey(),
        rawBody: '{"amount":1000}',
        headers: { "content-type": contentType },
      });

      expectProblem(response, 415, "UNSUPPORTED_MEDIA_TYPE");
    },
  );

  test.each(["gzip", "br"])("UNSUPPORTED_MEDIA_TYPE: a body in %s", async (coding) => {
    const response = await call("POST", "/v1/balance/top-ups", {
      user: await newUser(),
      key: newKey(),
      rawBody: TOP_UP,
      headers: { "content-encoding": coding },
    });

    expectProblem(response, 415, "UNSUPPORTED_MEDIA_TYPE");
  });

  testWith(emojiToken)("a user whose id has an emoji tops up like everybody else", async () => {
    const user = { name: emojiName, token: emojiToken ?? "" };

    const response = await call("POST", "/v1/balance/top-ups", { user, key: newKey(), body: { amount: 1000 } });

    expect(response.status).toBe(201);
  });

  test.each(["application/json; charset=utf-8", "Application/JSON"])(
    "a body of type %s is accepted",
    async (contentType) => {
      const response = await call("POST", "/v1/balance/top-ups", {
        user: await newUser(),
        key: newKey(),
        rawBody: '{"amount":1000}',
        headers: { "content-type": contentType },
      });

      expect(response.status).toBe(201);
    },
  );

  test("PAYLOAD_TOO_LARGE: a body over 64 KB", async () => {
    const user = await newUser();

    const tooLarge = await call("POST", "/v1/balance/top-ups", {
      user,
      key: newKey(),
      rawBody: padded(BODY_BYTES_MAX + 1),
    });
    const largest = await call("POST", "/v1/balance/top-ups", { user, key: newKey(), rawBody: padded(BODY_BYTES_MAX) });

    expectProblem(tooLarge, 413, "PAYLOAD_TOO_LARGE");
    expect(largest.status).toBe(201);
  });

  test("VALIDATION_FAILED lists each field", async () => {
    const response = await call("GET", "/v1/concerts?limit=1000&cursor=!");

    expectInvalid(response);
    const fields = (response.body as { errors: readonly { field: string }[] }).errors.map((error) => error.field);
    expect(fields.join()).toMatch(/limit/);
    expect(fields.join()).toMatch(/cursor/);
  });

  test("a refusal does not repeat the request", async () => {
    const response = await call("POST", "/v1/balance/top-ups", {
      headers: { authorization: "Bearer secret.secret.secret" },
      key: newKey(),
      body: { amount: "secret" },
    });

    expectProblem(response, 401, "UNAUTHENTICATED");
    expect(response.text).not.toContain("secret");
  });
});
