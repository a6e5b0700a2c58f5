import middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type { Route } from "#contract/route.ts";
import type { ReadPublishedKeys } from "#functions/queue/queue-token.ts";
import { causedBy } from "#functions/shared/cause.ts";
import { authenticate } from "#functions/shared/http/authentication.ts";
import type { HttpEvent, HttpRequest, HttpResponse } from "#functions/shared/http/context.ts";
import { readHeaders } from "#functions/shared/http/headers.ts";
import { readIdempotencyKey } from "#functions/shared/http/idempotency-key.ts";
import { type FindPerformance, requirePerformanceToken } from "#functions/shared/http/performance-token.ts";
import { handleErrors } from "#functions/shared/http/problem-details.ts";
import { logRequest } from "#functions/shared/http/request-log.ts";
import { serializeResponse } from "#functions/shared/http/response.ts";
import { validateInput } from "#functions/shared/http/validation.ts";
import { ANSWER_MARGIN_MS, withinTime } from "#functions/shared/time-limit.ts";

interface KeyReader {
  readonly readPublishedKeys: ReadPublishedKeys;
}

/**
 * A route that takes a queue token can't be handled without a way to read the keys for it, and one with
 * `queueToken: "ofPerformance"` not without a way to find the performance.
 */
type Readers<R extends Route> = R["queueToken"] extends string
  ? R["queueToken"] extends "ofPerformance"
    ? [readers: KeyReader & { readonly findPerformance: FindPerformance }]
    : [readers: KeyReader]
  : [];

/**
 * Makes the Lambda handler of a route. In this order: the request gets its id, its headers are read, the caller and the
 * queue token are verified, the idempotency key is read, the input is validated, the queue token is compared with the
 * performance's concert; then `act` is called, and its response is checked and serialized. Whatever is thrown on the way
 * becomes a problem document. A request that is still under way shortly before the function's timeout gets a problem from us, not from
 * the gateway, and its work ends.
 */
export const httpHandler = <const R extends Route>(
  route: R,
  act: (request: HttpRequest<R>) => Promise<HttpResponse>,
  ...[readers]: Readers<R>
): ((event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>) => {
  const respond = middy<HttpEvent, APIGatewayProxyStructuredResultV2 | HttpResponse>({
    timeoutEarlyInMillis: ANSWER_MARGIN_MS,
  })
    .use(logRequest(route))
    .use(readHeaders())
    .use(handleErrors())
    .use(serializeResponse(route))
    .use(authenticate(route, readers?.readPublishedKeys))
    .use(readIdempotencyKey(route))
    .use(validateInput(route))
    .use(requirePerformanceToken(route, readers && "findPerformance" in readers ? readers.findPerformance : undefined))
    .handler((event) => act(event.context as unknown as HttpRequest<R>)) as unknown as (
    event: APIGatewayProxyEventV2,
    context: Context,
  ) => Promise<APIGatewayProxyStructuredResultV2>;
  return (event, context) =>
    causedBy(event.requestContext.requestId, () => withinTime(context, () => respond(event, context)));
};
