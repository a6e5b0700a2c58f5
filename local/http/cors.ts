import type { HttpResponse } from "#local/http/api-response.ts";
import type { CorsRules } from "#local/stack/api.ts";

type Headers = Readonly<Record<string, string>>;

const allowedOrigin = (rules: CorsRules, origin: string): string | undefined => {
  if (rules.origins.includes("*")) return "*";
  return rules.origins.includes(origin) ? origin : undefined;
};

/** The headers that API Gateway puts on every answer to another origin; it drops the function's own. */
export const corsHeaders = (rules: CorsRules | undefined, origin: string | undefined): Headers => {
  const allowed = rules && origin !== undefined ? allowedOrigin(rules, origin) : undefined;
  if (!rules || allowed === undefined) return {};
  return {
    "access-control-allow-origin": allowed,
    ...(rules.exposedHeaders.length > 0 ? { "access-control-expose-headers": rules.exposedHeaders.join(",") } : {}),
    ...(rules.credentials ? { "access-control-allow-credentials": "true" } : {}),
  };
};

/** The response to a preflight request, which no function sees; undefined for any other request. */
export const preflightResponse = (
  rules: CorsRules | undefined,
  method: string,
  headers: Readonly<Record<string, readonly string[]>>,
): HttpResponse | undefined => {
  const origin = headers["origin"]?.[0];
  if (!rules || method !== "OPTIONS" || origin === undefined) return undefined;
  if (headers["access-control-request-method"] === undefined) return undefined;
  const allowed = corsHeaders(rules, origin);
  const isAllowed = Object.keys(allowed).length > 0;
  return {
    status: 204,
    headers: isAllowed
      ? {
          ...allowed,
          "access-control-allow-methods": rules.methods.join(","),
          "access-control-allow-headers": rules.headers.join(","),
          ...(rules.maxAgeSeconds === undefined ? {} : { "access-control-max-age": String(rules.maxAgeSeconds) }),
        }
      : {},
    body: Buffer.alloc(0),
  };
};
