import { renderProblem } from "#functions/shared/http/problem-details.ts";
import { Problem } from "#functions/shared/problem.ts";
import type { Outcome } from "#local/lambda/messages.ts";

/** A response that is ready to be sent. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

/** A response of API Gateway itself, in its own words. */
export const gatewayResponse = (status: number, message: string): HttpResponse => ({
  status,
  headers: { "content-type": "application/json" },
  body: Buffer.from(JSON.stringify({ message })),
});

interface StructuredResult {
  readonly statusCode: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly cookies?: readonly string[];
  readonly body?: unknown;
  readonly isBase64Encoded?: boolean;
}

const isStructured = (payload: unknown): payload is StructuredResult =>
  typeof payload === "object" && payload !== null && "statusCode" in payload;

/**
 * Turns the outcome of an invocation into an HTTP response, as API Gateway does for payload format 2.0. If the function has
 * made none, the response is a problem like its own: the caller of a busy machine learns when to try again.
 */
export const apiResponse = (outcome: Outcome, requestId: string): HttpResponse => {
  if (outcome.kind === "timeout" || outcome.kind === "throttled")
    return problemResponse(new Problem("UNAVAILABLE"), requestId);
  if (outcome.kind !== "result") return problemResponse(new Problem("INTERNAL"), requestId);
  const { payload } = outcome;
  return isStructured(payload) ? structuredResponse(payload, requestId) : inferredResponse(payload);
};

/** A problem that the gateway reports in the place of a function. */
export const problemResponse = (problem: Problem, requestId: string): HttpResponse =>
  structuredResponse(renderProblem(problem, requestId) as StructuredResult, requestId);

/** A result without a status code is the body of a 200 response. */
const inferredResponse = (payload: unknown): HttpResponse => ({
  status: 200,
  headers: { "content-type": "application/json" },
  body: Buffer.from(typeof payload === "string" ? payload : JSON.stringify(payload ?? null)),
});

const structuredResponse = (result: StructuredResult, requestId: string): HttpResponse => {
  const { statusCode, headers = {}, cookies, body, isBase64Encoded } = result;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599 || (body !== undefined && typeof body !== "string")) {
    return problemResponse(new Problem("INTERNAL"), requestId);
  }
  const content = Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8");
  const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return {
    status,
    headers: {
      ...(content.length > 0 ? { "content-type": "text/plain;charset=UTF-8" } : {}),
      ...Object.fromEntries(given),
      ...(cookies && cookies.length > 0 ? { "set-cookie": cookies } : {}),
    },
    body: content,
  };
};
