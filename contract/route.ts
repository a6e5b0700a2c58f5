import type { ZodMiniType } from "zod/mini";
import type { ProblemCode } from "#contract/problems.ts";

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** A successful response of a route. */
export interface RouteResponse {
  readonly description: string;
  /** Absent: no body. */
  readonly body?: ZodMiniType;
  readonly mediaType?: string;
  /** Path of the created resource, sent as Location; its parameters are fields of the body. */
  readonly location?: string;
}

/** One route of the HTTP API, as callers see it. Handlers, the OpenAPI document and the client are made from it. */
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
  readonly responses: Readonly<Record<number, RouteResponse>>;
  /** The route's own errors; those of its caller, tokens, key and input follow from the rest. */
  readonly errors: readonly ProblemCode[];
  /** Cache-Control of a successful response; `no-store` if absent. */
  readonly cacheControl?: string;
}

/**
 * Which queue token a route takes.
 *
 * - `optional`: one of the concert in the path may be sent.
 * - `ofConcert`: an admitted one of the caller's for the concert in the path is required.
 * - `ofPerformance`: an admitted one of the caller's is required, for the concert of the performance in the path.
 */
export type QueueTokenUse = "optional" | "ofConcert" | "ofPerformance";

/** Routes by name: the name is the operationId in the OpenAPI document, and what the client calls. */
export type Routes = Readonly<Record<string, Route>>;

/** A route, typed by what it says. */
export const route = <const R extends Route>(definition: R): R => definition;

/** Every error that a route can respond with. */
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
