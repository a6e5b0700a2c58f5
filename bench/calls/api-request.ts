/** A buyer's request, as it goes over HTTP and as a function gets it. */
import { randomUUID } from "node:crypto";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { apiEvent, type HttpRequest } from "#local/http/api-event.ts";

export interface Caller {
  readonly userId: string;
  readonly accessToken: string;
  readonly queueToken: string;
}

export interface ApiRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly query?: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Of a POST; a new one if absent. */
  readonly idempotencyKey?: string;
}

export const httpRequestOf = ({ accessToken, queueToken }: Caller, request: ApiRequest): HttpRequest => ({
  method: request.method,
  target: `${request.path}${request.query === undefined ? "" : `?${request.query}`}`,
  httpVersion: "1.1",
  headers: {
    authorization: [`Bearer ${accessToken}`],
    ...(queueToken !== "" && { "queue-token": [queueToken] }),
    ...(request.body !== undefined && { "content-type": ["application/json"] }),
    ...(request.method === "POST" && { "idempotency-key": [request.idempotencyKey ?? randomUUID()] }),
  },
  sourceIp: "127.0.0.1",
  body: Buffer.from(request.body === undefined ? "" : JSON.stringify(request.body)),
});

export const eventOf = (caller: Caller, request: ApiRequest): APIGatewayProxyEventV2 =>
  apiEvent(httpRequestOf(caller, request), {
    requestId: randomUUID(),
    routeKey: request.path,
    pathParameters: request.pathParameters,
    nowMs: Date.now(),
  });
