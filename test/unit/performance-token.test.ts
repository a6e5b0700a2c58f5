/** Routes that take the queue token of a performance's concert, with tokens that are really signed. */
import { afterAll, describe, expect, it } from "@jest/globals";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import * as z from "zod/mini";
import { route } from "#contract/route.ts";
import type { Performance } from "#functions/catalog/rules/performance.ts";
import { startKeyServer } from "#test/support/key-server.ts";

const [encore, identity] = await Promise.all([startKeyServer("ES256"), startKeyServer("RS256")]);
Object.assign(process.env, {
  RESPONSE_CHECK: "enforce",
  ...encore.asKeyTable,
  USER_TOKEN_ISSUER: identity.issuer,
  USER_TOKEN_CLIENT_ID: "encore-client",
  USER_TOKEN_JWKS_URI: identity.jwksUri,
});
const { httpHandler } = await import("#functions/shared/http/http-handler.ts");
const { readPublishedKeys } = await import("#functions/signing/key-set-store.ts");

afterAll(() => Promise.all([encore.stop(), identity.stop()]));

const buy = route({
  method: "POST",
  path: "/v1/performances/{performanceId}/things",
  summary: "Buy",
  caller: "user",
  queueToken: "ofPerformance",
  params: z.object({ performanceId: z.string() }),
  responses: { 200: { description: "", body: z.object({ concertId: z.string() }) } },
  errors: ["PERFORMANCE_NOT_FOUND"],
});

const performance: Performance = {
  performanceId: "per_1",
  concertId: "con_1",
  chartId: "cht_1",
  prices: [],
  bookingFee: 0,
  startsAt: 3,
  timeZone: "Asia/Seoul",
  salesOpenAt: 1,
  salesCloseAt: 2,
  cancellableUntil: 2,
  accessibleUntil: 2,
  seatLimit: 4,
  orphanRule: "OFF",
  capacity: 0,
  sections: [],
};
const handed: unknown[] = [];
const handler = httpHandler(
  buy,
  (request) => {
    handed.push(request.performance);
    return Promise.resolve({ status: 200, body: { concertId: request.performance.concertId } });
  },
  {
    readPublishedKeys,
    findPerformance: (id) => Promise.resolve(id === performance.performanceId ? performance : undefined),
  },
);

const admitted = { sub: "mina", aud: "con_1", generation: 1, status: "ADMITTED" };
const userToken = await identity.sign({ sub: "mina", client_id: "encore-client" });
const context = { getRemainingTimeInMillis: () => 10_000 } as Context;

const call = async (queueToken: string | undefined, performanceId = "per_1") => {
  handed.length = 0;
  const { statusCode, body } = await handler(
    {
      headers: { authorization: `Bearer ${userToken}`, ...(queueToken && { "queue-token": queueToken }) },
      pathParameters: { performanceId },
      queryStringParameters: {},
      isBase64Encoded: false,
      requestContext: { requestId: "req-1" },
    } as unknown as APIGatewayProxyEventV2,
    context,
  );
  return { statusCode, ...(JSON.parse(body ?? "") as { readonly code?: string }) };
};

describe("Q9: a route with the queue token of a performance's concert", () => {
  it("hands the performance to its handler, for a token of its concert", async () => {
    expect(await call(await encore.sign(admitted))).toEqual({ statusCode: 200, concertId: "con_1" });
    expect(handed).toEqual([performance]);
  });

  it.each<[string, () => Promise<string> | undefined, number, string]>([
    ["of another concert", () => encore.sign({ ...admitted, aud: "con_2" }), 401, "QUEUE_TOKEN_INVALID"],
    ["of another user", () => encore.sign({ ...admitted, sub: "jun" }), 401, "QUEUE_TOKEN_INVALID"],
    ["that is forged", () => encore.sign(admitted, { isForged: true }), 401, "QUEUE_TOKEN_INVALID"],
    ["that waits", () => encore.sign({ ...admitted, status: "WAITING" }), 403, "NOT_ADMITTED"],
    ["that is missing", () => undefined, 401, "QUEUE_TOKEN_REQUIRED"],
  ])("refuses a token %s, and does not call its handler", async (_, token, statusCode, code) => {
    expect(await call(await token())).toMatchObject({ statusCode, code });
    expect(handed).toEqual([]);
  });

  it("knows no performance of another id, whatever the token is for", async () => {
    for (const concertId of ["con_1", "con_2"]) {
      const token = await encore.sign({ ...admitted, aud: concertId });

      expect(await call(token, "per_none")).toMatchObject({ statusCode: 404, code: "PERFORMANCE_NOT_FOUND" });
    }
    expect(handed).toEqual([]);
  });

  it("can't be made without a way to find the performance", () => {
    // @ts-expect-error the finder is missing
    expect(() => httpHandler(buy, () => Promise.resolve({ status: 200 }), { readPublishedKeys })).toThrow(
      "findPerformance",
    );
  });

  it("can't be made without a way to read the keys", () => {
    // @ts-expect-error the readers are missing
    expect(() => httpHandler(buy, () => Promise.resolve({ status: 200 }))).toThrow("readPublishedKeys");
  });
});
