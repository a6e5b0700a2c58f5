import type { APIGatewayProxyEventV2, Context } from "aws-lambda";

/** A request as API Gateway hands it to a function. */
export const httpEvent = (
  method: string,
  path: string,
  pathParameters: Readonly<Record<string, string>> = {},
): APIGatewayProxyEventV2 => ({
  version: "2.0",
  routeKey: "$default",
  rawPath: path,
  rawQueryString: "",
  headers: { host: "localhost" },
  ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
  requestContext: {
    accountId: "000000000000",
    apiId: "api",
    domainName: "localhost",
    domainPrefix: "localhost",
    http: { method, path, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "test" },
    requestId: "request-1",
    routeKey: "$default",
    stage: "$default",
    time: "01/Dec/2026:11:00:00 +0000",
    timeEpoch: 1_796_122_800_000,
  },
  isBase64Encoded: false,
});

/** What these functions read of their invocation: nothing. */
export const invocation = {} as Context;
