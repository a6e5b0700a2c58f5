/**
 * What the edge does with a request, by its path: the stack's CDN and the local service read this one table, so that
 * `npm start` serves what a deployed stage serves. A path pattern is CloudFront's: * stands for any characters.
 */

export type EdgeOrigin = "api" | "pages";

/**
 * How the edge keeps responses of the API. `public`: as long as a response itself says, by path, `limit` and `cursor`.
 * `queue`: by path alone, and for a second whatever happens, so that a crowd that asks at once is one request.
 */
export type EdgeCache = "public" | "queue";

export interface EdgeBehaviour {
  readonly pattern: string;
  readonly origin: EdgeOrigin;
  /** Of the API's rows; responses of a row without it are never kept. */
  readonly cache?: EdgeCache;
  /** Cache-Control of the response; absent where the origin says it itself. */
  readonly cacheControl?: string;
  /** The file that answers in the place of the path's own: the page itself finds the screen. */
  readonly file?: string;
}

const YEAR_SECONDS = 365 * 24 * 3600;
/** Pages and their configuration may change with each deployment. */
const ASK_EACH_TIME = "no-cache";
const PAGE = { origin: "pages", file: "/index.html", cacheControl: ASK_EACH_TIME } as const;

/** The first pattern that matches counts. */
export const EDGE_BEHAVIOURS: readonly EdgeBehaviour[] = [
  { pattern: "/v1/concerts/*/queue", origin: "api", cache: "queue" },
  { pattern: "/v1/concerts/*/schedule", origin: "api", cache: "public" },
  // Places in a queue, and what only people with a turn may see.
  { pattern: "/v1/concerts/*/*", origin: "api" },
  { pattern: "/v1/concerts/*", origin: "api", cache: "public" },
  { pattern: "/v1/concerts", origin: "api", cache: "public" },
  { pattern: "/v1/performances/*/availability", origin: "api", cache: "public" },
  { pattern: "/v1/charts/*", origin: "api", cache: "public" },
  { pattern: "/v1/health", origin: "api", cache: "public" },
  { pattern: "/v1", origin: "api" },
  { pattern: "/v1/*", origin: "api" },
  { pattern: "/docs", origin: "api", cache: "public" },
  { pattern: "/docs/*", origin: "api", cache: "public" },
  { pattern: "/openapi.json", origin: "api", cache: "public" },
  { pattern: "/.well-known/*", origin: "api", cache: "public" },
  // Their names change with their content.
  { pattern: "/assets/*", origin: "pages", cacheControl: `public, max-age=${YEAR_SECONDS}, immutable` },
  { pattern: "/favicon.svg", origin: "pages", cacheControl: "public, max-age=86400" },
  { pattern: "/config.json", origin: "pages", cacheControl: ASK_EACH_TIME },
  { pattern: "/", ...PAGE },
  { pattern: "/concerts/*", ...PAGE },
  { pattern: "/performances/*", ...PAGE },
  { pattern: "/reservations/*", ...PAGE },
  { pattern: "/account", ...PAGE },
  { pattern: "/account/*", ...PAGE },
  { pattern: "/signed-in", ...PAGE },
];

/** For every other path: the page says, in words, that there is nothing here. Its status is 404. */
export const UNKNOWN_PATH: Required<Pick<EdgeBehaviour, "file" | "cacheControl">> = {
  file: "/index.html",
  cacheControl: ASK_EACH_TIME,
};

const expressionOf = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`, "s");

const EXPRESSIONS = EDGE_BEHAVIOURS.map((behaviour) => ({ behaviour, expression: expressionOf(behaviour.pattern) }));

/** The behaviour for a path as it was sent, percent-encoding and all; undefined for a path that nothing is at. */
export const edgeBehaviour = (path: string): EdgeBehaviour | undefined =>
  EXPRESSIONS.find(({ expression }) => expression.test(path))?.behaviour;

/**
 * The headers of every response with a page or one of its files.
 * @param tokenOrigin where the page gets tokens: the only other origin that it calls
 * @param posterOrigins origins whose pictures it shows
 */
export const pageHeaders = (
  tokenOrigin: string,
  posterOrigins: readonly string[] = [],
): Readonly<Record<string, string>> => ({
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    ["img-src 'self' data: blob:", ...posterOrigins].join(" "),
    `connect-src 'self' ${tokenOrigin}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; "),
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
});
