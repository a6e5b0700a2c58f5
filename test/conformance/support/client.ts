import { randomUUID } from "node:crypto";
import { expectEnvelope } from "#test/conformance/support/envelope.ts";
import { expectDocumented } from "#test/conformance/support/openapi.ts";
import { baseUrl } from "#test/conformance/support/target.ts";
import type { User } from "#test/conformance/support/users.ts";

export interface ApiResponse<Body> {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed if it is JSON, otherwise undefined. Of type `Body` if the status is the expected one. */
  readonly body: Body;
  readonly text: string;
}

export interface CallOptions {
  readonly user?: User | null;
  readonly queueToken?: string;
  readonly key?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent unchanged, instead of `body`. */
  readonly rawBody?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A new idempotency key. */
export const newKey = (): string => randomUUID();

const toHeaders = (options: CallOptions): Record<string, string> => ({
  ...(options.user ? { authorization: `Bearer ${options.user.token}` } : {}),
  ...(options.queueToken === undefined ? {} : { "queue-token": options.queueToken }),
  ...(options.key === undefined ? {} : { "idempotency-key": options.key }),
  ...(options.body === undefined && options.rawBody === undefined ? {} : { "content-type": "application/json" }),
  ...options.headers,
});

const toBody = (options: CallOptions): string | null =>
  options.rawBody ?? (options.body === undefined ? null : JSON.stringify(options.body));

const isJson = (headers: Headers): boolean =>
  /^application\/(problem\+)?json\b/.test(headers.get("content-type") ?? "");

/**
 * Sends one request. The response must have the form that every response has, and must be documented for this request
 * in the service's own OpenAPI document.
 * @throws Error if it is not
 */
export const call = async <Body>(
  method: string,
  path: string,
  options: CallOptions = {},
): Promise<ApiResponse<Body>> => {
  const fetched = await fetch(`${baseUrl}${path}`, { method, headers: toHeaders(options), body: toBody(options) });
  const text = await fetched.text();
  const body = (isJson(fetched.headers) && text !== "" ? JSON.parse(text) : undefined) as Body;
  const response = { status: fetched.status, headers: fetched.headers, body, text };
  expectEnvelope(`${method} ${path}`, response);
  await expectDocumented(method, path, response);
  return response;
};

/** Whether the service marks this as the response to an earlier request with the same key. */
export const isReplayed = (response: ApiResponse<unknown>): boolean =>
  response.headers.get("idempotency-replayed") === "true";
