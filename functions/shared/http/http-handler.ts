import middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type { Route } from "#contract/route.ts";
import { callerKnown } from "#functions/shared/http/authentication.ts";
import type { HttpAnswer, HttpEvent, HttpRequest } from "#functions/shared/http/context.ts";
import { idempotencyKeyRead } from "#functions/shared/http/idempotency-key.ts";
import { problemsRendered } from "#functions/shared/http/problem-details.ts";
import { requestLogged } from "#functions/shared/http/request-log.ts";
import { answerRendered } from "#functions/shared/http/response.ts";
import { inputChecked } from "#functions/shared/http/validation.ts";

/** Whoever is still waiting this long before the function's timeout is told so by us, not by the gateway. */
const ANSWER_MARGIN_MS = 500;

/**
 * Makes a Lambda handler of a route and what it does. In this order: the request gets its id, the caller and the
 * queue token are checked, the key is read, the input is checked; then the route acts, and its answer is
 * checked and rendered. Whatever is thrown on the way becomes a problem document.
 */
export const httpHandler = <const R extends Route>(
  route: R,
  act: (request: HttpRequest<R>) => Promise<HttpAnswer>,
): ((event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>) =>
  middy<HttpEvent, APIGatewayProxyStructuredResultV2 | HttpAnswer>({ timeoutEarlyInMillis: ANSWER_MARGIN_MS })
    .use(requestLogged(route))
    .use(problemsRendered())
    .use(answerRendered(route))
    .use(callerKnown(route))
    .use(idempotencyKeyRead(route))
    .use(inputChecked(route))
    .handler((event) => act(event.exchange as unknown as HttpRequest<R>)) as unknown as (
    event: APIGatewayProxyEventV2,
    context: Context,
  ) => Promise<APIGatewayProxyStructuredResultV2>;
