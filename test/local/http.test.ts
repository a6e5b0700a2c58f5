import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { apiResponse } from "#local/http/api-response.ts";
import { type ApiServer, openApiServer } from "#local/http/api-server.ts";
import { runTinyFunctions, type TinyFunctions } from "#test/local/support/tiny-functions.ts";

const MODULES = {
  echo: "export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });",
  respond: `export const handler = async (event) => ({
    shorthand: "just text", object: { some: "object" }, bytes: { statusCode: 201, body: "AAECAw==", isBase64Encoded: true },
    cookies: { statusCode: 200, cookies: ["a=1", "b=2"], headers: { "X-Up": "down" } }, wrong: { statusCode: "abc" },
  })[event.pathParameters.kind];`,
  fail: 'export const handler = async () => { throw new Error("planned"); };',
  crash: `let calls = 0;
    export const handler = async (event) => {
      calls += 1;
      if (event.rawQueryString === "now") setImmediate(() => { throw new Error("planned crash"); });
      if (event.rawQueryString === "now") return new Promise(() => {});
      return { statusCode: 200, body: String(calls) };
    };`,
  hang: `let calls = 0;
    export const handler = async (event) => {
      calls += 1;
      if (event.rawQueryString === "forever") return new Promise(() => {});
      return { statusCode: 200, body: String(calls) };
    };`,
  // Responds when its time is up, like the functions do; but its thread computes until long after that.
  late: `export const handler = (event, context) => {
      setImmediate(() => { for (const end = Date.now() + 2000; Date.now() < end; ); });
      return new Promise((resolve) =>
        setTimeout(() => resolve({ statusCode: 429, body: "late" }), context.getRemainingTimeInMillis() - 100));
    };`,
};
/** 100 of them at once take longer than the limit of one; but 25 of them, which begin together, even on a busy machine do not. */
const WORK = {
  work: `export const handler = async () => {
      for (let part = 0; part < 5; part += 1) {
        for (const end = Date.now() + 9; Date.now() < end; );
        await new Promise((resolve) => setImmediate(resolve));
      }
      return { statusCode: 200 };
    };`,
};
const WORK_SECONDS_MAX = 4;

let functions: TinyFunctions;
let patient: TinyFunctions;
let server: ApiServer;
let url: string;

beforeAll(async () => {
  functions = await runTinyFunctions(MODULES, { timeoutSeconds: 1 });
  patient = await runTinyFunctions(WORK, { timeoutSeconds: WORK_SECONDS_MAX });
  server = await openApiServer({ host: "127.0.0.1", port: 0 });
  url = `http://127.0.0.1:${server.port}`;
  const route = (key: string, functionId: string) => ({ key, functionId });
  server.serve({
    api: {
      routes: [
        route("GET /things/{thingId}", "echo"),
        route("POST /things", "echo"),
        route("GET /responses/{kind}", "respond"),
        route("GET /fail", "fail"),
        route("GET /crash", "crash"),
        route("GET /hang", "hang"),
        route("GET /late", "late"),
        route("GET /work", "work"),
        route("$default", "echo"),
      ],
      cors: {
        origins: ["*"],
        methods: ["GET", "POST"],
        headers: ["authorization"],
        exposedHeaders: ["x-request-id"],
        maxAgeSeconds: 60,
        credentials: false,
      },
    },
    invoke: (functionId, event) => (functionId in WORK ? patient : functions).host.invoke(functionId, event),
    respondWithPage: () => undefined,
  });
});

afterAll(async () => {
  await server.stop();
  await functions.stop();
  await patient.stop();
});

const eventOf = async (path: string, init?: RequestInit): Promise<APIGatewayProxyEventV2> =>
  (await (await fetch(url + path, init)).json()) as APIGatewayProxyEventV2;

describe("the event of a request", () => {
  test("has the path decoded, repeated values joined, and the route", async () => {
    const event = await eventOf("/things/%ED%95%9C%20a?tag=1&tag=2&empty=", {
      headers: [
        ["X-Twice", "one"],
        ["X-Twice", "two"],
        ["Cookie", "a=1; b=2"],
      ],
    });

    expect(event).toMatchObject({
      version: "2.0",
      routeKey: "GET /things/{thingId}",
      rawPath: "/things/한 a",
      rawQueryString: "tag=1&tag=2&empty=",
      queryStringParameters: { tag: "1,2", empty: "" },
      pathParameters: { thingId: "한 a" },
      cookies: ["a=1", "b=2"],
      isBase64Encoded: false,
      requestContext: { http: { method: "GET", protocol: "HTTP/1.1" }, stage: "$default" },
    });
    expect(event.headers["x-twice"]?.replace(" ", "")).toBe("one,two");
    expect(event.body).toBeUndefined();
  });

  test("has a text body as it is and any other in base64", async () => {
    const headers = { "content-type": "application/json" };
    const text = await eventOf("/things", { method: "POST", headers, body: '{"a":"한"}' });
    const bytes = await eventOf("/things", {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: new Uint8Array([0, 255]),
    });

    expect(text).toMatchObject({ body: '{"a":"한"}', isBase64Encoded: false });
    expect(bytes).toMatchObject({ body: "AP8=", isBase64Encoded: true });
  });

  test("goes to $default when no route matches, HEAD too", async () => {
    const unmatched = await eventOf("/things/1/more");
    const head = await fetch(`${url}/fail`, { method: "HEAD" });

    expect(unmatched.routeKey).toBe("$default");
    expect(head.status).toBe(200);
  });

  test("is not created for a body over 10 MB", async () => {
    const { status } = await fetch(`${url}/things`, { method: "POST", body: new Uint8Array(10 * 1024 * 1024 + 1) });

    expect(status).toBe(413);
  });
});

describe("the response", () => {
  test("may be shorthand", async () => {
    const text = await fetch(`${url}/responses/shorthand`);
    const object = await fetch(`${url}/responses/object`);

    expect([text.status, await text.text()]).toEqual([200, "just text"]);
    expect([object.headers.get("content-type"), await object.json()]).toEqual(["application/json", { some: "object" }]);
  });

  test("may be bytes, cookies and headers", async () => {
    const bytes = await fetch(`${url}/responses/bytes`);
    const cookies = await fetch(`${url}/responses/cookies`);

    expect([bytes.status, [...new Uint8Array(await bytes.arrayBuffer())]]).toEqual([201, [0, 1, 2, 3]]);
    expect([cookies.headers.getSetCookie(), cookies.headers.get("x-up")]).toEqual([["a=1", "b=2"], "down"]);
  });

  test("is 500 when the function throws or returns nonsense", async () => {
    const statuses = [(await fetch(`${url}/fail`)).status, (await fetch(`${url}/responses/wrong`)).status];

    expect(statuses).toEqual([500, 500]);
  });

  test("is 500 when the function's thread dies, and the next call gets a fresh one", async () => {
    const before = await (await fetch(`${url}/crash`)).text();
    const crash = await fetch(`${url}/crash?now`);
    const after = await (await fetch(`${url}/crash`)).text();

    expect([before, crash.status, after]).toEqual(["1", 500, "1"]);
  });

  test("is 503 when the function takes too long, and the next call gets a fresh one", async () => {
    const before = await (await fetch(`${url}/hang`)).text();
    const timeout = await fetch(`${url}/hang?forever`);
    const after = await (await fetch(`${url}/hang`)).text();

    expect([before, timeout.status, after]).toEqual(["1", 503, "1"]);
  });

  test("in the place of a function is a problem of the errors page, with the request's id and when to retry", async () => {
    const [timeout, failure] = await Promise.all([fetch(`${url}/hang?forever`), fetch(`${url}/fail`)]);

    expect(await timeout.json()).toMatchObject({
      code: "UNAVAILABLE",
      status: 503,
      instance: `urn:request:${timeout.headers.get("x-request-id")}`,
    });
    expect(await failure.json()).toMatchObject({ code: "INTERNAL", status: 500 });
    expect([timeout, failure].map(({ headers }) => headers.get("content-type"))).toEqual(
      Array(2).fill("application/problem+json"),
    );
    expect(timeout.headers.get("retry-after")).toBe("2");
  });

  test("of a function that refuses a late request itself comes through, although its thread is busy meanwhile", async () => {
    const response = await fetch(`${url}/late`);

    expect([response.status, await response.text()]).toEqual([429, "late"]);
  });

  test("to many requests at once comes from the function, because those that wait in front lose no time", async () => {
    const responses = await Promise.all(Array.from({ length: 100 }, () => fetch(`${url}/work`)));

    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]));
  });

  test("to another origin carries the template's CORS headers", async () => {
    const headers = { origin: "http://else.example", "access-control-request-method": "POST" };
    const preflight = await fetch(`${url}/things`, { method: "OPTIONS", headers });
    const answer = await fetch(`${url}/responses/shorthand`, { headers });

    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-methods")).toBe("GET,POST");
    expect(preflight.headers.get("access-control-max-age")).toBe("60");
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("access-control-expose-headers")).toBe("x-request-id");
  });
});

test("More invocations than may wait are refused at once, as a problem that says when to come back; the others are done", async () => {
  const RUNNING = 25;
  const WAITING = 3;
  const code =
    "export const handler = () => new Promise((resolve) => setTimeout(() => resolve({ statusCode: 200 }), 300));";
  const slow = await runTinyFunctions({ slow: code }, {}, { waitingMax: WAITING });

  const outcomes = await Promise.all(Array.from({ length: RUNNING + WAITING + 2 }, () => slow.host.invoke("slow", {})));

  await slow.stop();
  const kinds = outcomes.map(({ kind }) => kind);
  expect(kinds).toEqual([...Array.from({ length: RUNNING + WAITING }, () => "result"), "throttled", "throttled"]);
  const response = apiResponse(outcomes.at(-1) ?? { kind: "crash", reason: "" }, "req-1");
  expect(response).toMatchObject({
    status: 503,
    headers: { "content-type": "application/problem+json", "retry-after": "2" },
  });
  expect(JSON.parse(response.body.toString())).toMatchObject({ code: "UNAVAILABLE", status: 503 });
});
