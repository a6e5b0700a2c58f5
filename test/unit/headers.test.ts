/** What every route does with its headers, and with the examples of its documentation. */
import { afterAll, describe, expect, it } from "@jest/globals";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { PROBLEM_CODES, PROBLEMS } from "#contract/problems.ts";
import type { Route } from "#contract/route.ts";
import { routes } from "#contract/routes.ts";
import type { Performance } from "#functions/catalog/rules/performance.ts";
import { startKeyServer } from "#test/support/key-server.ts";
import { examplesOf } from "#test/support/route-examples.ts";

const [encore, identity] = await Promise.all([startKeyServer("ES256"), startKeyServer("RS256")]);
Object.assign(process.env, {
  RESPONSE_CHECK: "log",
  ...encore.asKeyTable,
  OPERATOR_TOKEN_SECONDS: "600",
  USER_TOKEN_ISSUER: identity.issuer,
  USER_TOKEN_CLIENT_ID: "encore-client",
  USER_TOKEN_JWKS_URI: identity.jwksUri,
});
const { httpHandler } = await import("#functions/shared/http/http-handler.ts");
const { byLowerCaseName } = await import("#functions/shared/http/headers.ts");
const { renderProblem } = await import("#functions/shared/http/problem-details.ts");
const { Problem } = await import("#functions/shared/problem.ts");
const { readPublishedKeys } = await import("#functions/signing/key-set-store.ts");

afterAll(() => Promise.all([encore.stop(), identity.stop()]));

const all = Object.entries<Route>(routes);
const concertId = "con_8Yq2mV0sT1";
const userToken = await identity.sign({
  sub: "mina",
  client_id: "encore-client",
  "cognito:groups": ["operators"],
});
const queueToken = await encore.sign({ sub: "mina", aud: concertId, generation: 1, status: "ADMITTED" });
const key = "0d6f7a9e-5f0b-4c86-9d53-2f4f8f0f3b61";
const headers = {
  "content-type": "application/json",
  authorization: `Bearer ${userToken}`,
  "queue-token": queueToken,
  "idempotency-key": key,
};
const context = { getRemainingTimeInMillis: () => 10_000 } as Context;

interface Seen {
  readonly user?: { readonly userId: string };
  readonly queueToken?: { readonly concertId: string };
  readonly idempotencyKey?: string;
}

/** Sends a request to a route whose handler only notes what it gets. */
const send = async (
  name: string,
  route: Route,
  sent: Readonly<Record<string, string>>,
  body: unknown = examplesOf(name).bodies[0],
) => {
  let seen: Seen | undefined;
  const readers = { readPublishedKeys, findPerformance: () => Promise.resolve({ concertId } as Performance) };
  const handler = httpHandler<Route & { readonly queueToken: "ofPerformance" }>(
    route as Route & { readonly queueToken: "ofPerformance" },
    (request) => {
      seen = request as Seen;
      return Promise.resolve({ status: 204 });
    },
    readers,
  );
  const { path, query } = examplesOf(name);
  const event = {
    headers: sent,
    pathParameters: path,
    queryStringParameters: query,
    body: body === undefined ? undefined : JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: { requestId: "req-1" },
  };
  const result = await handler(event as unknown as APIGatewayProxyEventV2, context);
  return { seen, statusCode: result.statusCode, code: (JSON.parse(result.body ?? "{}") as { code?: string }).code };
};

const canonical = (name: string): string => name.replaceAll(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());

describe.each<[string, (name: string) => string]>([
  ["lower case", (name) => name],
  ["Canonical-Case", canonical],
  ["UPPER CASE", (name) => name.toUpperCase()],
])("with its headers in %s", (_, spelled) => {
  it.each(all)("%s knows its caller, queue token and key", async (name, route) => {
    const sent = Object.fromEntries(Object.entries(headers).map(([header, value]) => [spelled(header), value]));

    const { seen, ...outcome } = await send(name, route, sent);

    expect(outcome).toEqual({ statusCode: 204, code: undefined });
    expect(seen?.user?.userId).toBe(route.caller === "anyone" ? undefined : "mina");
    expect(seen?.queueToken?.concertId).toBe(route.queueToken && concertId);
    expect(seen?.idempotencyKey).toBe(route.idempotencyKey && key);
  });
});

it("two spellings of a header are one header", () => {
  expect(byLowerCaseName({ Accept: "a", ACCEPT: "b", "X-Y": undefined })).toEqual({ accept: "a, b" });
});

describe("an Idempotency-Key", () => {
  const keyed = all.filter(([, route]) => route.idempotencyKey !== undefined);

  it.each(keyed)("of %s is refused if it is empty: it is not the same as none", async (name, route) => {
    for (const empty of ["", "   "]) {
      const outcome = await send(name, route, { ...headers, "idempotency-key": empty });

      expect(outcome).toEqual({ seen: undefined, statusCode: 400, code: "IDEMPOTENCY_KEY_REQUIRED" });
    }
  });

  it.each(keyed.filter(([, route]) => route.idempotencyKey === "optional"))(
    "of %s may be missing",
    async (name, route) => {
      const { "idempotency-key": _, ...others } = headers;

      expect(await send(name, route, others)).toMatchObject({ statusCode: 204 });
    },
  );
});

it.each(PROBLEM_CODES.filter((code) => PROBLEMS[code].status === 401))(
  "%s says how to authenticate (RFC 9110, 15.5.2)",
  (code) => {
    const { headers: rendered } = renderProblem(new Problem(code), "req-1");

    expect(rendered?.["www-authenticate"]).toMatch(/^[A-Za-z-]+$/);
  },
);

describe("the documented examples", () => {
  /** A field value of RFC 9110, 5.5, without obs-text. */
  const FIELD_VALUE = /^[!-~](?:[ -~]*[!-~])?$/;

  it.each(all)("of %s are accepted: its parameters and each of its bodies", async (name, route) => {
    const { bodies } = examplesOf(name);

    for (const body of bodies.length > 0 ? bodies : [undefined]) {
      expect(await send(name, route, headers, body)).toMatchObject({ statusCode: 204 });
    }
  });

  it.each(all.filter(([, route]) => route.queueToken ?? route.idempotencyKey))(
    "of the headers of %s can be sent in a header",
    (name) => {
      const values = Object.values(examplesOf(name).header);

      expect(values.length).toBeGreaterThan(0);
      for (const value of values) expect(value).toMatch(FIELD_VALUE);
    },
  );
});
