import { beforeAll, expect, jest, test } from "@jest/globals";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import * as z from "zod/mini";
import { route } from "#contract/route.ts";
import type { HttpResponse } from "#functions/shared/http/context.ts";

process.env["RESPONSE_CHECK"] = "log";
const { httpHandler } = await import("#functions/shared/http/http-handler.ts");
const { newResponseSample } = await import("#functions/shared/http/response-sample.ts");

const errors = jest.spyOn(console, "error");
beforeAll(() => {
  jest.spyOn(console, "info").mockImplementation(() => undefined);
  errors.mockImplementation(() => undefined);
});

const readAmount = route({
  method: "GET",
  path: "/v1/amount",
  summary: "Read an amount",
  caller: "anyone",
  cache: { browserSeconds: 1, edgeSeconds: 1 },
  responses: { 200: { description: "", body: z.object({ amount: z.int() }) } },
  errors: [],
});
const event = { headers: {}, requestContext: { requestId: "req-1" } } as unknown as APIGatewayProxyEventV2;
const context = { getRemainingTimeInMillis: () => 10_000 } as Context;

/** How many of the responses were reported. */
const reported = async (count: number, response: HttpResponse): Promise<number> => {
  const handler = httpHandler(readAmount, () => Promise.resolve(response));
  const before = errors.mock.calls.length;
  for (let each = 0; each < count; each += 1) await handler(event, context);
  return errors.mock.calls.length - before;
};

test("the first responses of an instance are looked at, and then one in a hundred", () => {
  const isSampled = newResponseSample();
  const looked = Array.from({ length: 1000 }, () => isSampled());

  expect(looked.slice(0, 20)).not.toContain(false);
  expect(looked.slice(20).filter(Boolean)).toHaveLength(10);
});

test("where schemas are not enforced, a broken response is reported as often as responses are looked at", async () => {
  expect(await reported(200, { status: 200, body: { amount: "three" } })).toBe(22);
});

test("a status that the route does not declare is reported each time", async () => {
  expect(await reported(200, { status: 202, body: { amount: 3 } })).toBe(200);
});
