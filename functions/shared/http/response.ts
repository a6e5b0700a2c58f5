import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Route } from "#contract/route.ts";
import { environment } from "#functions/shared/environment.ts";
import { ANSWER_CHECK_VARIABLE } from "#functions/shared/grants.ts";
import type { HttpAnswer, HttpMiddleware } from "#functions/shared/http/context.ts";
import { SECURITY_HEADERS } from "#functions/shared/http/headers.ts";
import { log } from "#functions/shared/log.ts";

const enforced = environment(ANSWER_CHECK_VARIABLE) === "enforce";

/** @throws Error if the stage enforces answers and this one is not of the route's making. */
const check = (route: Route, answer: HttpAnswer): void => {
  const declared = route.answers[answer.status];
  const issues = declared
    ? declared.body?.safeParse(answer.body).error?.issues
    : [{ path: ["status"], message: `${answer.status} is not an answer of this route` }];
  if (issues === undefined) return;
  const summary = issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
  if (enforced) throw new Error(`The answer of ${route.method} ${route.path} breaks its schema: ${summary}`);
  log.warn("answer breaks its schema", { route: `${route.method} ${route.path}`, summary });
};

/** Checks a handler's answer against the route and renders it. */
export const answerRendered = (route: Route): HttpMiddleware => ({
  after: (request) => {
    const answer = request.response as HttpAnswer;
    check(route, answer);
    const rendered: APIGatewayProxyStructuredResultV2 = {
      statusCode: answer.status,
      headers: {
        ...SECURITY_HEADERS,
        "cache-control": route.cacheControl ?? "no-store",
        ...(answer.body === undefined ? {} : { "content-type": "application/json" }),
        ...answer.headers,
        "x-request-id": request.event.exchange.requestId,
      },
      ...(answer.body === undefined ? {} : { body: JSON.stringify(answer.body) }),
      ...(answer.file && { body: answer.file.content, isBase64Encoded: answer.file.isBase64Encoded }),
    };
    request.response = rendered;
  },
});
