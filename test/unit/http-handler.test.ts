import { gzipSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import fc from "fast-check";
import * as z from "zod/mini";
import { PROBLEM_CODES, PROBLEMS, type ProblemCode } from "#contract/problems.ts";
import { type Route, route } from "#contract/route.ts";
import type { HttpResponse } from "#functions/shared/http/context.ts";
import { Problem } from "#functions/shared/problem.ts";

process.env["RESPONSE_CHECK"] = "enforce";
const { httpHandler } = await import("#functions/shared/http/http-handler.ts");

const echo = route({
  method: "POST",
  path: "/v1/things/{thingId}",
  summary: "Echo",
  caller: "anyone",
  idempotencyKey: "required",
  params: z.object({ thingId: z.string().check(z.regex(/^[a-z]{1,8}$/)) }),
  query: z.strictObject({ limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(9)), 5) }),
  body: z.strictObject({ amount: z.int() }),
  responses: { 200: { description: "", body: z.object({ amount: z.int() }) } },
  errors: [],
});

const event = (change: Partial<APIGatewayProxyEventV2> = {}): APIGatewayProxyEventV2 =>
  ({
    headers: { "content-type": "application/json", "idempotency-key": "k1" },
    pathParameters: { thingId: "abc" },
    queryStringParameters: {},
    body: '{"amount":3}',
    isBase64Encoded: false,
    requestContext: { requestId: "req-1" },
    ...change,
  }) as unknown as APIGatewayProxyEventV2;

const context = { getRemainingTimeInMillis: () => 10_000 } as Context;

const call = async (
  change: Partial<APIGatewayProxyEventV2> = {},
  act: () => Promise<HttpResponse> = () => Promise.resolve({ status: 200, body: { amount: 3 } }),
) => {
  const result = await httpHandler<Route>(echo, act)(event(change), context);
  return { ...result, json: JSON.parse(result.body ?? "null") as Record<string, unknown> };
};

const expectProblem = (result: APIGatewayProxyStructuredResultV2, code: ProblemCode): void => {
  const body = JSON.parse(result.body ?? "") as Record<string, unknown>;
  expect(body).toMatchObject({
    code,
    status: PROBLEMS[code].status,
    title: PROBLEMS[code].title,
    instance: "urn:request:req-1",
  });
  expect(result.statusCode).toBe(PROBLEMS[code].status);
  expect(result.headers).toMatchObject({
    "content-type": "application/problem+json",
    "x-request-id": "req-1",
    "cache-control": "no-store",
  });
};

describe("a request", () => {
  it("reaches its route parsed and typed, and its response carries id and security headers", async () => {
    let seen: unknown;
    const result = await httpHandler(echo, (request) => {
      seen = { params: request.params, query: request.query, body: request.body, key: request.idempotencyKey };
      return Promise.resolve({ status: 200, body: { amount: request.body.amount }, headers: { location: "/x" } });
    })(event({ queryStringParameters: { limit: "7" } }), context);

    expect(seen).toEqual({ params: { thingId: "abc" }, query: { limit: 7 }, body: { amount: 3 }, key: "k1" });
    expect(result).toMatchObject({ statusCode: 200, body: '{"amount":3}' });
    expect(result.headers).toMatchObject({
      "x-request-id": "req-1",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
      location: "/x",
    });
  });

  it.each<[string, Partial<APIGatewayProxyEventV2>, ProblemCode]>([
    ["malformed JSON", { body: "{" }, "VALIDATION_FAILED"],
    ["no body", { body: undefined as unknown as string }, "VALIDATION_FAILED"],
    ["a wrong type", { body: '{"amount":"3"}' }, "VALIDATION_FAILED"],
    ["a fraction", { body: '{"amount":0.5}' }, "VALIDATION_FAILED"],
    ["a number beyond safety", { body: '{"amount":1e21}' }, "VALIDATION_FAILED"],
    ["a field too many", { body: '{"amount":3,"price":1}' }, "VALIDATION_FAILED"],
    ["a wrong path", { pathParameters: { thingId: "ABC" } }, "VALIDATION_FAILED"],
    ["a wrong query", { queryStringParameters: { limit: "10" } }, "VALIDATION_FAILED"],
    ["an unknown query", { queryStringParameters: { page: "1" } }, "VALIDATION_FAILED"],
    [
      "another type of body",
      { headers: { "content-type": "text/plain", "idempotency-key": "k" } },
      "UNSUPPORTED_MEDIA_TYPE",
    ],
    ["no type of body", { headers: { "idempotency-key": "k" } }, "UNSUPPORTED_MEDIA_TYPE"],
    ...["gzip", "br", "deflate", "GZIP", "identity, gzip"].map(
      (coding): [string, Partial<APIGatewayProxyEventV2>, ProblemCode] => [
        `a body in ${coding}`,
        {
          headers: { "content-type": "application/json", "content-encoding": coding, "idempotency-key": "k" },
          body: gzipSync('{"amount":3}').toString("base64"),
          isBase64Encoded: true,
        },
        "UNSUPPORTED_MEDIA_TYPE",
      ],
    ),
    ["a body over 64 KB", { body: `{"amount":3,"x":"${"y".repeat(65_536)}"}` }, "PAYLOAD_TOO_LARGE"],
    [
      "an encoded body over 64 KB",
      { body: Buffer.alloc(65_537).toString("base64"), isBase64Encoded: true },
      "PAYLOAD_TOO_LARGE",
    ],
    ["no key", { headers: { "content-type": "application/json" } }, "IDEMPOTENCY_KEY_REQUIRED"],
    [
      "a key of 256 characters",
      { headers: { "content-type": "application/json", "idempotency-key": "k".repeat(256) } },
      "IDEMPOTENCY_KEY_REQUIRED",
    ],
  ])("with %s is refused", async (_, change, code) => {
    expectProblem(await call(change), code);
  });

  it("in a content coding is refused with the one that is accepted; `identity` is", async () => {
    const json = { "content-type": "application/json", "idempotency-key": "k" };

    const coded = await call({ headers: { ...json, "content-encoding": "gzip" } });
    const plain = await call({ headers: { ...json, "content-encoding": "identity" } });

    expect(coded.headers).toMatchObject({ "accept-encoding": "identity" });
    expect(plain.statusCode).toBe(200);
  });

  it("lists every field that is wrong", async () => {
    const { json } = await call({
      pathParameters: { thingId: "" },
      queryStringParameters: { limit: "0" },
      body: '{"amount":"x"}',
    });

    expect((json["errors"] as { field: string }[]).map(({ field }) => field)).toEqual([
      "path.thingId",
      "query.limit",
      "body.amount",
    ]);
  });
});

describe("the Location header", () => {
  const created = route({
    method: "POST",
    path: "/v1/things",
    summary: "Create",
    caller: "anyone",
    responses: {
      201: {
        description: "",
        body: z.object({ shelfId: z.string(), thingId: z.string() }),
        location: "/v1/shelves/{shelfId}/things/{thingId}",
      },
      200: { description: "", body: z.object({}) },
    },
    errors: [],
  });
  const headersOf = async (response: HttpResponse) =>
    (await httpHandler(created, () => Promise.resolve(response))(event({ pathParameters: {} }), context)).headers;

  it("is the path that the route declares, filled from the body", async () => {
    const headers = await headersOf({ status: 201, body: { shelfId: "s_1", thingId: "t_2" } });

    expect(headers).toMatchObject({ location: "/v1/shelves/s_1/things/t_2" });
  });

  it("is missing where the route declares none", async () => {
    expect(await headersOf({ status: 200, body: {} })).not.toHaveProperty("location");
  });
});

describe("an error inside the handler", () => {
  const failing = (thrown: Error) => call({}, () => Promise.reject(thrown));

  it("becomes INTERNAL, and nothing of it leaks", async () => {
    const result = await failing(new Error("password=hunter2 at /srv/secret.ts"));

    expectProblem(result, "INTERNAL");
    expect(JSON.stringify(result)).not.toMatch(/hunter2|secret\.ts/);
  });

  it("becomes UNAVAILABLE with Retry-After if the store is throttled or out of reach", async () => {
    const result = await failing(Object.assign(new Error("slow"), { name: "ThrottlingException" }));

    expectProblem(result, "UNAVAILABLE");
    expect(result.headers).toMatchObject({ "retry-after": "2" });
  });

  it("that is a problem keeps its evidence and headers", async () => {
    const result = await failing(new Problem("SEAT_TAKEN", { seatIds: ["A-1-1"] }, { headers: { "x-extra": "1" } }));

    expectProblem(result, "SEAT_TAKEN");
    expect(result.json).toMatchObject({ seatIds: ["A-1-1"] });
    expect(result.headers).toMatchObject({ "x-extra": "1" });
  });

  it("can't replace the problem's own members by evidence", async () => {
    const result = await failing(new Problem("SEAT_TAKEN", { code: "OK", status: 200 }));

    expectProblem(result, "SEAT_TAKEN");
  });

  const broken = [
    { status: 200, body: { amount: "3" } },
    { status: 201, body: { amount: 3 } },
  ];

  it.each(broken)("is also a response of a read that breaks its own schema: %j", async (response) => {
    const { idempotencyKey: _key, body: _body, ...read } = { ...echo, method: "GET" } as const;

    const result = await httpHandler<Route>(read, () => Promise.resolve(response))(event(), context);

    expectProblem(result, "INTERNAL");
  });

  it.each(["POST", "PATCH", "DELETE"] as const)(
    "is never a response after a %s: what was committed is sent, though it breaks its schema",
    async (method) => {
      for (const response of broken) {
        const result = await httpHandler<Route>({ ...echo, method }, () => Promise.resolve(response))(event(), context);

        expect(result).toMatchObject({ statusCode: response.status, body: JSON.stringify(response.body) });
      }
    },
  );

  it("is also a timeout, reported shortly before the function would be stopped", async () => {
    const soon = { getRemainingTimeInMillis: () => 550 } as Context;
    const never = () => new Promise<never>(() => undefined);

    const result = await httpHandler<Route>(echo, never)(event(), soon);

    expectProblem(result, "UNAVAILABLE");
  });
});

it("any event gives a well-formed response", async () => {
  const text = fc.oneof(fc.string(), fc.constantFrom("application/json", "k1", "abc", "{}", '{"amount":1}'));
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        headers: fc.dictionary(fc.constantFrom("content-type", "idempotency-key", "authorization", "x"), text),
        pathParameters: fc.option(fc.dictionary(fc.constantFrom("thingId", "other"), text), { nil: undefined }),
        queryStringParameters: fc.option(fc.dictionary(fc.constantFrom("limit", "other"), text), { nil: undefined }),
        body: fc.option(fc.oneof(text, fc.json()), { nil: undefined }),
        isBase64Encoded: fc.boolean(),
      }),
      async (change) => {
        const result = await call(change as unknown as Partial<APIGatewayProxyEventV2>);

        const isKnown = result.statusCode === 200 || PROBLEM_CODES.includes(result.json["code"] as ProblemCode);
        expect(isKnown).toBe(true);
        expect(result.statusCode).toBeLessThan(500);
      },
    ),
    { numRuns: 500 },
  );
});
