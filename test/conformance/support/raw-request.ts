import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { text } from "node:stream/consumers";
import type { Envelope } from "#test/conformance/support/envelope.ts";
import { baseUrl } from "#test/conformance/support/target.ts";

const target = new URL(baseUrl);
const request = target.protocol === "https:" ? requestHttps : requestHttp;

const parsed = (content: string, contentType: string | undefined): unknown =>
  content !== "" && /json/.test(contentType ?? "") ? JSON.parse(content) : undefined;

/** A refused HEAD request has no body, so only its status can be checked. */
const bodyOf = (method: string, status: number, content: string, headers: Headers): unknown =>
  method === "HEAD" && status >= 400
    ? { type: "", title: "", status, detail: "", instance: headers.get("x-request-id"), code: "" }
    : parsed(content, headers.get("content-type") ?? undefined);

const readResponse = async (method: string, response: IncomingMessage): Promise<Envelope> => {
  const content = await text(response);
  const status = response.statusCode ?? 0;
  const headers = new Headers(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
  return { status, headers, body: bodyOf(method, status, content, headers), text: content };
};

/** Sends a request without changing its path or method, unlike `fetch`. */
export const sendRaw = (
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<Envelope> => {
  const { promise, resolve, reject } = Promise.withResolvers<Envelope>();
  const outgoing = request(
    {
      host: target.hostname,
      port: target.port,
      method,
      path: `${target.pathname.replace(/\/$/, "")}${path}`,
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
    },
    (response) => void readResponse(method, response).then(resolve, reject),
  );
  outgoing.once("error", reject);
  outgoing.end(body);
  return promise;
};
