import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { PROBLEMS } from "#contract/problems.ts";
import type { HttpMiddleware } from "#functions/shared/http/context.ts";
import { SECURITY_HEADERS } from "#functions/shared/http/headers.ts";
import { log } from "#functions/shared/log.ts";
import { Problem } from "#functions/shared/problem.ts";
import { isTransient } from "#functions/shared/transient-error.ts";

const asProblem = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  return new Problem(isTransient(error) ? "UNAVAILABLE" : "INTERNAL", {}, { cause: error });
};

/** Renders a problem as RFC 9457 problem details. */
export const renderProblem = (problem: Problem, requestId: string): APIGatewayProxyStructuredResultV2 => {
  const { status, title } = PROBLEMS[problem.code];
  return {
    statusCode: status,
    headers: {
      ...SECURITY_HEADERS,
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-request-id": requestId,
      ...problem.headers,
    },
    body: JSON.stringify({
      ...problem.evidence,
      type: `/docs/errors#${problem.code}`,
      title,
      status,
      detail: problem.detail,
      instance: `urn:request:${requestId}`,
      code: problem.code,
    }),
  };
};

/**
 * Turns whatever was thrown into a problem document. An unexpected error is logged and becomes INTERNAL or UNAVAILABLE.
 */
export const handleErrors = (): HttpMiddleware => ({
  onError: (request) => {
    const problem = asProblem(request.error);
    if (problem.status >= 500) log.error("request failed", problem.cause ?? problem, { code: problem.code });
    request.response = renderProblem(problem, request.event.context.requestId);
  },
});
