import type { APIGatewayProxyEventV2 } from "aws-lambda";

/** A request as it came in, with header names in lower case. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query string, as sent. */
  readonly target: string;
  readonly httpVersion: string;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly sourceIp: string;
  readonly body: Buffer;
}

interface Matched {
  readonly requestId: string;
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly nowMs: number;
}

const IS_TEXT = /^(text\/|application\/(json|javascript|xml)\b|application\/[\w.-]+\+(json|xml)\b)/i;

const joined = (values: Readonly<Record<string, readonly string[]>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, all]) => [name, all.join(",")]));

/** Joins repeated parameters with commas, as API Gateway does in version 2. */
const queryParameters = (rawQueryString: string): Record<string, string> | undefined => {
  const parameters = new URLSearchParams(rawQueryString);
  const names = [...new Set(parameters.keys())];
  if (names.length === 0) return undefined;
  return joined(Object.fromEntries(names.map((name) => [name, parameters.getAll(name)])));
};

/** The event that API Gateway gives a function for a request: HTTP API, payload format 2.0. */
export const apiEvent = (request: HttpRequest, matched: Matched): APIGatewayProxyEventV2 => {
  const [rawPath = "/", ...query] = request.target.split("?");
  const rawQueryString = query.join("?");
  const headers = joined(request.headers);
  const cookies = request.headers["cookie"]?.flatMap((line) => line.split(/;\s*/));
  const queryStringParameters = queryParameters(rawQueryString);
  const isText = IS_TEXT.test(headers["content-type"] ?? "");
  const host = headers["host"] ?? "localhost";
  return {
    version: "2.0",
    routeKey: matched.routeKey,
    rawPath: decodedPath(rawPath),
    rawQueryString,
    headers,
    ...(cookies === undefined ? {} : { cookies }),
    ...(queryStringParameters === undefined ? {} : { queryStringParameters }),
    ...(Object.keys(matched.pathParameters).length === 0 ? {} : { pathParameters: matched.pathParameters }),
    requestContext: {
      accountId: "anonymous",
      apiId: "local",
      domainName: host,
      domainPrefix: "local",
      http: {
        method: request.method,
        path: decodedPath(rawPath),
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.sourceIp,
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: matched.requestId,
      routeKey: matched.routeKey,
      stage: "$default",
      time: new Date(matched.nowMs).toISOString(),
      timeEpoch: matched.nowMs,
    },
    ...(request.body.length === 0 ? {} : { body: request.body.toString(isText ? "utf8" : "base64") }),
    isBase64Encoded: request.body.length > 0 && !isText,
  };
};

/** The path without percent-encoding; unchanged if the encoding is broken. */
export const decodedPath = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};
