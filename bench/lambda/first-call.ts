/** A first call that a function answers without any I/O: a request without a token, which is refused. */
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { Route } from "#contract/route.ts";
import { HEALTH_HANDLER } from "#lib/build/bundle-size.ts";
import type { FunctionEntry } from "#lib/function-list.ts";

const requestOf = ({ method, path }: Pick<Route, "method" | "path">): APIGatewayProxyEventV2 => ({
  version: "2.0",
  routeKey: `${method} ${path}`,
  rawPath: path,
  rawQueryString: "",
  headers: { host: "api" },
  requestContext: {
    accountId: "000000000000",
    apiId: "api",
    domainName: "api",
    domainPrefix: "api",
    http: { method, path, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "bench" },
    requestId: "bench",
    routeKey: `${method} ${path}`,
    stage: "$default",
    time: "01/Dec/2026:11:00:00 +0000",
    timeEpoch: 1_796_122_800_000,
  },
  isBase64Encoded: false,
});

/** Undefined for functions whose first call would reach for a table or a message. */
export const firstCallOf = ({ handler, routes }: FunctionEntry): APIGatewayProxyEventV2 | undefined => {
  const [route] = routes;
  if (route === undefined) return undefined;
  return handler === HEALTH_HANDLER || routes.every(({ caller }) => caller !== "anyone") ? requestOf(route) : undefined;
};
