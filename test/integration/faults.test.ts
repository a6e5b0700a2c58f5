/** A throttled or slow store and a broken SQS queue: 503 with Retry-After, through the whole handler. */
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { afterAll, expect, it, jest } from "@jest/globals";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";
import { startKeyServer } from "#test/support/key-server.ts";

const [environment, issuer] = await Promise.all([startTestEnvironment(), startKeyServer("RS256")]);

/** A proxy of the engine that refuses requests as DynamoDB does while `failure` is set, and all requests to SQS. */
let failure: { readonly status: number; readonly type: string; readonly times?: number } | undefined;
let refused = 0;
/** While it is set, the store holds requests back, all but the first few. */
let slowStore: { passing: number; readonly held: (() => void)[] } | undefined;
const heldBack = (): Promise<void> | undefined => {
  if (slowStore === undefined) return undefined;
  slowStore.passing -= 1;
  if (slowStore.passing >= 0) return undefined;
  const { held } = slowStore;
  return new Promise((resolve) => held.push(resolve));
};
/** Requests that reached the store. */
const arrived: string[] = [];
const refusalFor = (target: string) => {
  if (target.startsWith("AmazonSQS")) return { status: 503, type: "ServiceUnavailable" };
  if (failure === undefined || refused >= (failure.times ?? Number.POSITIVE_INFINITY)) return undefined;
  refused += 1;
  return failure;
};

const gate = createServer((request, response) => {
  const respond = async (): Promise<void> => {
    const body = await buffer(request);
    const target = String(request.headers["x-amz-target"]);
    arrived.push(target);
    await heldBack();
    const refusal = refusalFor(target);
    if (refusal) {
      response.writeHead(refusal.status, { "content-type": "application/x-amz-json-1.0" });
      response.end(JSON.stringify({ __type: `com.amazonaws#${refusal.type}`, message: "no" }));
      return;
    }
    const passed = await fetch(environment.endpoint, { method: "POST", headers: passedOn(request.headers), body });
    response.writeHead(passed.status, { "content-type": passed.headers.get("content-type") ?? "" });
    response.end(await passed.text());
  };
  void respond();
});
const passedOn = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    ["authorization", "content-type", "x-amz-target", "x-amz-date"].map((name) => [name, String(headers[name] ?? "")]),
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
const { handler: checkTopUps } = await import("#functions/balance/handlers/check-top-ups.ts");
const { handler: listEntries } = await import("#functions/balance/handlers/list-entries.ts");
const { handler: readBalance } = await import("#functions/balance/handlers/read-balance.ts");
const { handler: topUpBalance } = await import("#functions/balance/handlers/top-up-balance.ts");
const { handler: joinQueue } = await import("#functions/queue/handlers/join-queue.ts");

const { wait } = await import("#functions/shared/time.ts");

jest.setTimeout(60_000);
afterAll(async () => {
  gate.close();
  gate.closeAllConnections();
  await Promise.all([environment.stop(), issuer.stop()]);
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
])("a store that responds with %i %s: 503 with Retry-After, and the retry succeeds", async (status, type) => {
  failure = { status, type };
  const read = await readBalance(request(), context);
  const toppedUp = await topUpBalance(request({ body: '{"amount":1000}' }), context);
  failure = undefined;
  const retried = await topUpBalance(request({ body: '{"amount":1000}' }), context);

  for (const response of [read, toppedUp]) {
    expect(response.statusCode).toBe(503);
    expect(response.headers?.["retry-after"]).toBe("2");
    expect(response.body).toContain('"code":"UNAVAILABLE"');
  }
  expect(retried.statusCode).toBe(201);
});

it("a plain write that meets a transaction is retried and succeeds", async () => {
  const { concertId } = await createSale();
  const { takeArrivals } = await import("#functions/queue/queue-store.ts");
  refused = 0;
  failure = { status: 400, type: "TransactionConflictException", times: 2 };

  const { first } = (await takeArrivals(concertId, "GENERAL", 3)) ?? {};
  failure = undefined;

  expect([first, refused]).toEqual([1, 2]);
});

it("a broken SQS queue: joining responds with 503 and Retry-After", async () => {
  const { concertId } = await createSale();

  const response = await joinQueue(request({ pathParameters: { concertId } }), context);

  expect(response.statusCode).toBe(503);
  expect(response.headers?.["retry-after"]).toBe("2");
});

/** A function with little time left, counted from now. */
const hasMs = (ms: number): Context => {
  const end = performance.now() + ms;
  return { getRemainingTimeInMillis: () => end - performance.now() } as Context;
};
const MARGIN_MS = 500;

/** Makes the store slow, but for the first few requests. @returns what lets go of the requests that it holds back */
const slowDown = (passing: number): (() => void)[] => {
  const held: (() => void)[] = [];
  slowStore = { passing, held };
  return held;
};

it("a slow store: after the early answer no request begins, and the retry tops up once", async () => {
  const slow = request({
    headers: { ...request().headers, "idempotency-key": "slow" },
    body: '{"amount":7000}',
  });
  await readBalance(request(), context);
  arrived.length = 0;
  // The account is read and the top-up is begun; the charge is on the wire when the time is up.
  const held = slowDown(2);

  const response = await topUpBalance(slow, hasMs(MARGIN_MS + 2000));
  const atAnswer = [...arrived];
  const onTheWire = held.length;
  slowStore = undefined;
  for (const release of held) release();
  await wait(1500);
  const afterwards = [...arrived];
  const retried = await topUpBalance(slow, context);

  expect(response.statusCode).toBe(503);
  expect(response.headers?.["retry-after"]).toBe("2");
  expect(response.body).toContain('"code":"UNAVAILABLE"');
  expect(onTheWire).toBe(1);
  expect(afterwards).toEqual(atAnswer);
  expect(retried.statusCode).toBe(201);
  const { body } = await listEntries(request(), context);
  expect(body?.match(/"amount":7000/g)).toHaveLength(1);
});

it("a slow store: a function without routes reports the messages that it has not done, and does no more", async () => {
  arrived.length = 0;
  const held = slowDown(0);
  const message = (topUpId: string) => ({ messageId: topUpId, body: JSON.stringify({ userId: topUpId, topUpId }) });

  const result = await checkTopUps({ Records: ["a", "b"].map(message) } as never, hasMs(MARGIN_MS + 500));
  const waiting = held.length;
  slowStore = undefined;
  for (const release of held) release();
  await wait(500);

  expect(result.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).toSorted()).toEqual(["a", "b"]);
  expect(waiting).toBe(2);
  expect(arrived).toHaveLength(2);
});
