import { randomUUID } from "node:crypto";
import { expectDocumented } from "#test/conformance/support/contract.ts";
import { expectEnvelope } from "#test/conformance/support/envelope.ts";
import { baseUrl } from "#test/conformance/support/target.ts";
import type { User } from "#test/conformance/support/users.ts";

export interface Answer<Body> {
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
  /** Sent as it is, instead of `body`. */
  readonly rawBody?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A key for one attempt. */
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
 * Sends one request. Whatever is asked, the answer must have the form that every answer has, and be
 * one that the service's own OpenAPI document names for this request.
 * @throws Error if it has not.
 */
export const call = async <Body>(method: string, path: string, options: CallOptions = {}): Promise<Answer<Body>> => {
  const response = await fetch(`${baseUrl}${path}`, { method, headers: toHeaders(options), body: toBody(options) });
  const text = await response.text();
  const body = (isJson(response.headers) && text !== "" ? JSON.parse(text) : undefined) as Body;
  const answer = { status: response.status, headers: response.headers, body, text };
  expectEnvelope(`${method} ${path}`, answer);
  await expectDocumented(method, path, answer);
  return answer;
};

/** Whether the service says that it gives the answer of an earlier request with the same key. */
export const isReplayed = (answer: Answer<unknown>): boolean => answer.headers.get("idempotency-replayed") === "true";
