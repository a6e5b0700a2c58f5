/** A store that throttles and a queue that is out of order: 503 with Retry-After, through the whole handler. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, it, jest } from "@jest/globals";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { startWorld } from "#test/integration/support/world.ts";
import { startKeyServer } from "#test/support/key-server.ts";

const [world, issuer] = await Promise.all([startWorld(), startKeyServer("RS256")]);

/** Stands before the engine and turns requests down as DynamoDB does, while it is told to; of SQS always. */
let failure: { readonly status: number; readonly type: string } | undefined;
const gate = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const isQueue = String(request.headers["x-amz-target"]).startsWith("AmazonSQS");
    const refusal = isQueue ? { status: 503, type: "ServiceUnavailable" } : failure;
    if (refusal) {
      response.writeHead(refusal.status, { "content-type": "application/x-amz-json-1.0" });
      response.end(JSON.stringify({ __type: `com.amazonaws#${refusal.type}`, message: "no" }));
      return;
    }
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    void fetch(world.endpoint, { method: "POST", headers: pick(headers), body: Buffer.concat(chunks) }).then(
      async (answer) => {
        response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
        response.end(await answer.text());
      },
    );
  });
});
const pick = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    ["authorization", "content-type", "x-amz-target", "x-amz-date"].map((name) => [name, headers[name] ?? ""]),
  );
gate.listen(0, "127.0.0.1");
await once(gate, "listening");
const gateUrl = `http://127.0.0.1:${(gate.address() as AddressInfo).port}`;

Object.assign(process.env, {
  AWS_ENDPOINT_URL_DYNAMODB: gateUrl,
  AWS_ENDPOINT_URL_SQS: gateUrl,
  JOIN_QUEUE_URL: `${gateUrl}/000000000000/join`,
  USER_TOKEN_ISSUER: issuer.issuer,
  USER_TOKEN_CLIENT_ID: "encore-client",
  USER_TOKEN_JWKS_URI: issuer.jwksUri,
});
const { createSale } = await import("#test/integration/support/sale.ts");
const { handler: readBalance } = await import("#functions/balance/read-balance.ts");
const { handler: chargeBalance } = await import("#functions/balance/charge-balance.ts");
const { handler: checkQueueToken } = await import("#functions/queue/check-queue-token.ts");

jest.setTimeout(60_000);
afterAll(async () => {
  gate.close();
  gate.closeAllConnections();
  await Promise.all([world.stop(), issuer.stop()]);
});

const token = await issuer.sign({ sub: "mina", client_id: "encore-client" });
const context = { getRemainingTimeInMillis: () => 15_000 } as Context;
const request = (change: Partial<APIGatewayProxyEventV2> = {}) =>
  ({
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": "k1" },
    requestContext: { requestId: "req-1" },
    ...change,
  }) as unknown as APIGatewayProxyEventV2;

it.each([
  [400, "ThrottlingException"],
  [400, "ProvisionedThroughputExceededException"],
  [400, "RequestLimitExceeded"],
  [500, "InternalServerError"],
])("a store that answers %i %s: 503 with Retry-After, and the retry goes through", async (status, type) => {
  failure = { status, type };
  const read = await readBalance(request(), context);
  const charged = await chargeBalance(request({ body: '{"amount":1000}' }), context);
  failure = undefined;
  const retried = await chargeBalance(request({ body: '{"amount":1000}' }), context);

  for (const answer of [read, charged]) {
    expect(answer.statusCode).toBe(503);
    expect(answer.headers?.["retry-after"]).toBe("2");
    expect(answer.body).toContain('"code":"UNAVAILABLE"');
  }
  expect(retried.statusCode).toBe(201);
});

it("a queue that is out of order: joining answers 503 with Retry-After", async () => {
  const { concertId } = await createSale();

  const answer = await checkQueueToken(request({ pathParameters: { concertId } }), context);

  expect(answer.statusCode).toBe(503);
  expect(answer.headers?.["retry-after"]).toBe("2");
});
