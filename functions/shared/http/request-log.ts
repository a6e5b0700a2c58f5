import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Route } from "#contract/route.ts";
import type { HttpEvent, HttpMiddleware } from "#functions/shared/http/context.ts";
import { log } from "#functions/shared/log.ts";
import { monotonicMs } from "#functions/shared/time.ts";

/** Gives the request its id, and logs one line with the outcome when it is over. */
export const logRequest = (route: Pick<Route, "method" | "path">): HttpMiddleware => {
  // Middy takes whatever a middleware returns as the response, so this must return nothing.
  const write = ({ event, response }: { event: HttpEvent; response: unknown }): void => {
    log.info("request", {
      route: `${route.method} ${route.path}`,
      status: (response as APIGatewayProxyStructuredResultV2).statusCode,
      durationMs: Math.round(monotonicMs() - event.context.startedMs),
      httpRequestId: event.context.requestId,
    });
  };
  return {
    before: ({ event }) => {
      event.context = { requestId: event.requestContext.requestId, startedMs: monotonicMs() };
    },
    after: write,
    onError: write,
  };
};
