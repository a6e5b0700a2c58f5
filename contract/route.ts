/** What a route is: the form in which the files of this folder describe each call of the API. */
import type { ZodMiniType } from "zod/mini";
import type { ProblemCode } from "#contract/problems.ts";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** The largest body of a route that does not say otherwise. */
export const BODY_KILOBYTES_MAX = 64;

/** A successful response of a route. */
export interface RouteResponse {
  readonly description: string;
  /** Absent: no body. */
  readonly body?: ZodMiniType;
  readonly mediaType?: string;
  /** Path of the created resource, sent as the Location header. Its parameters are fields of the body. */
  readonly location?: string;
}

/** One route, as callers see it. Handlers, the OpenAPI document and the client are typed or made from it. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  readonly caller: "anyone" | "user" | "operator";
  readonly queueToken?: QueueTokenUse;
  readonly idempotencyKey?: "required" | "optional";
  readonly params?: ZodMiniType;
  readonly query?: ZodMiniType;
  readonly body?: ZodMiniType;
  /** The largest body, in kilobytes of 1,024. BODY_KILOBYTES_MAX if absent. */
  readonly bodyKilobytesMax?: number;
  readonly responses: Readonly<Record<number, RouteResponse>>;
  /** The route's own errors. `errorsOf` adds those that follow from its caller, tokens, key and input. */
  readonly errors: readonly ProblemCode[];
  /**
   * How long a successful response may be cached. Each route for anyone says so; a response to somebody in particular must
   * not be cached at all.
   */
  readonly cache?: RouteCache;
}

/** What a caller sees may be as old as both together, and as what the service keeps in memory, which is two seconds. */
export interface RouteCache {
  /** By the caller's browser. */
  readonly browserSeconds: number;
  /** By a cache that many callers share, such as a CDN in front of the service. */
  readonly edgeSeconds: number;
}

/** The Cache-Control header of a successful response (RFC 9111, 5.2.2). Problems are never cached. */
export const cacheControlOf = ({ cache }: Pick<Route, "cache">): string =>
  cache === undefined ? "no-store" : `public, max-age=${cache.browserSeconds}, s-maxage=${cache.edgeSeconds}`;

/**
 * Which queue token a route takes, always the caller's own.
 *
 * - `optional`: the caller may send a token for the concert in the path.
 * - `ofConcert`: the caller must send an ADMITTED token for the concert in the path.
 * - `ofPerformance`: the caller must send an ADMITTED token for the concert of the performance in the path.
 */
type QueueTokenUse = "optional" | "ofConcert" | "ofPerformance";

/** Routes by name. The name is the operationId in the OpenAPI document and the name of the client's call. */
export type Routes = Readonly<Record<string, Route>>;

/** The route itself, with the exact type of its definition. */
export const route = <const R extends Route>(definition: R): R => definition;

/** Every error that a route can respond with: those that follow from its definition, and its own. */
export const errorsOf = (route: Route): readonly ProblemCode[] => {
  const codes = new Set<ProblemCode>();
  if (route.params ?? route.query ?? route.body) codes.add("VALIDATION_FAILED");
  if (route.idempotencyKey) codes.add("IDEMPOTENCY_KEY_REQUIRED");
  if (route.caller !== "anyone") codes.add("UNAUTHENTICATED");
  if (route.caller === "operator") codes.add("FORBIDDEN");
  if (route.queueToken !== undefined && route.queueToken !== "optional") {
    codes.add("QUEUE_TOKEN_REQUIRED").add("QUEUE_TOKEN_INVALID").add("NOT_ADMITTED");
  }
  for (const code of route.errors) codes.add(code);
  if (route.method !== "GET") codes.add("PAYLOAD_TOO_LARGE");
  if (route.body) codes.add("UNSUPPORTED_MEDIA_TYPE");
  if (route.idempotencyKey) codes.add("IDEMPOTENCY_KEY_REUSED").add("REQUEST_IN_PROGRESS");
  return [...codes.add("INTERNAL").add("UNAVAILABLE")];
};
