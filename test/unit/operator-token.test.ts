/** Routes for operators, with tokens that are really signed. */
import { afterAll, describe, expect, it } from "@jest/globals";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import * as z from "zod/mini";
import { route } from "#contract/route.ts";
import { startKeyServer } from "#test/support/key-server.ts";

const TOKEN_SECONDS_MAX = 600;
const identity = await startKeyServer("RS256");
Object.assign(process.env, {
  RESPONSE_CHECK: "enforce",
  OPERATOR_TOKEN_SECONDS: String(TOKEN_SECONDS_MAX),
  USER_TOKEN_ISSUER: identity.issuer,
  USER_TOKEN_CLIENT_ID: "encore-client",
  USER_TOKEN_JWKS_URI: identity.jwksUri,
});
const { httpHandler } = await import("#functions/shared/http/http-handler.ts");

afterAll(() => identity.stop());

const handler = httpHandler(
  route({
    method: "POST",
    path: "/v1/admin/things",
    summary: "Do",
    caller: "operator",
    responses: { 200: { description: "", body: z.object({}) } },
    errors: [],
  }),
  () => Promise.resolve({ status: 200, body: {} }),
);
const context = { getRemainingTimeInMillis: () => 10_000 } as Context;

/** The status of a call with a token that was issued so many seconds ago. */
const statusWith = async (groups: readonly string[], ageSeconds: number): Promise<number | undefined> => {
  const issuedAt = Math.floor(Date.now() / 1000) - ageSeconds;
  const claims = { sub: "mina", client_id: "encore-client", "cognito:groups": groups };
  const token = await identity.sign(claims, { issuedAt });
  const { statusCode } = await handler(
    {
      headers: { authorization: `Bearer ${token}` },
      queryStringParameters: {},
      isBase64Encoded: false,
      requestContext: { requestId: "req-1" },
    } as unknown as APIGatewayProxyEventV2,
    context,
  );
  return statusCode;
};

describe("an operator", () => {
  it("acts with a token of the last minutes", async () => {
    expect([await statusWith(["operators"], 0), await statusWith(["operators"], 590)]).toEqual([200, 200]);
  });

  it("who was removed acts no longer than a few minutes, though the token has not expired", async () => {
    expect(await statusWith(["operators"], TOKEN_SECONDS_MAX + 5)).toBe(401);
  });

  it("is nobody else, however new the token", async () => {
    expect([await statusWith([], 0), await statusWith(["operator"], 0), await statusWith([], 3000)]).toEqual([
      403, 403, 403,
    ]);
  });
});
