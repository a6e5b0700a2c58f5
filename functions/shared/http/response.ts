import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { cacheControlOf, type Route } from "#contract/route.ts";
import { environment } from "#functions/shared/environment.ts";
import { RESPONSE_CHECK_VARIABLE } from "#functions/shared/grants.ts";
import type { HttpMiddleware, HttpResponse } from "#functions/shared/http/context.ts";
import { SECURITY_HEADERS } from "#functions/shared/http/headers.ts";
import { newResponseSample } from "#functions/shared/http/response-sample.ts";
import { log } from "#functions/shared/log.ts";

const enforced = environment(RESPONSE_CHECK_VARIABLE) === "enforce";

/**
 * Reports a response that is not one that the route declares. What has been committed never gets a failure as its response,
 * which would invite a retry: after a write, and in a stage that does not enforce schemas, it is logged and sent.
 * @param isSampled whether its body is looked at, where schemas are not enforced
 * @throws Error if a read gives such a response in a stage that enforces schemas
 */
const check = (route: Route, response: HttpResponse, isSampled: boolean): void => {
  const declared = route.responses[response.status];
  if (declared !== undefined && !enforced && !isSampled) return;
  const issues = declared
    ? declared.body?.safeParse(response.body).error?.issues
    : [{ path: ["status"], message: `${response.status} is not a response of this route` }];
  if (issues === undefined) return;
  const summary = issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
  const error = new Error(`The response of ${route.method} ${route.path} breaks its schema: ${summary}`);
  if (enforced && route.method === "GET") throw error;
  log.error("response breaks its schema", error);
};

/** The Location header: the path that the route declares, its parameters filled from the body. */
const locationHeader = (route: Route, { status, body }: HttpResponse): Readonly<Record<string, string>> => {
  const template = route.responses[status]?.location;
  if (template === undefined) return {};
  const fields = body as Readonly<Record<string, string>>;
  return { location: template.replaceAll(/\{(\w+)\}/g, (_match, name: string) => fields[name] ?? "") };
};

/** Checks a handler's response against the route and serializes it. */
export const serializeResponse = (route: Route): HttpMiddleware => {
  const isSampled = newResponseSample();
  const after: HttpMiddleware["after"] = (request) => {
    const response = request.response as HttpResponse;
    check(route, response, isSampled());
    const serialized: APIGatewayProxyStructuredResultV2 = {
      statusCode: response.status,
      headers: {
        ...SECURITY_HEADERS,
        "cache-control": cacheControlOf(route),
        ...(response.body === undefined ? {} : { "content-type": "application/json" }),
        ...locationHeader(route, response),
        ...response.headers,
        "x-request-id": request.event.context.requestId,
      },
      ...(response.body === undefined ? {} : { body: JSON.stringify(response.body) }),
      ...(response.file && { body: response.file.content, isBase64Encoded: response.file.isBase64Encoded }),
    };
    request.response = serialized;
  };
  return { after };
};
