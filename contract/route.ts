import type { ZodMiniType } from "zod/mini";
import type { ProblemCode } from "#contract/problems.ts";
import type { Grants } from "#functions/shared/grants.ts";
import type { SettingName } from "#functions/shared/settings.ts";

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** What a route answers when all is well. */
export interface Answer {
  readonly description: string;
  /** Absent: no body. */
  readonly body?: ZodMiniType;
  readonly mediaType?: string;
  /** Path of what was made, told in the Location header. */
  readonly location?: string;
}

/** One route of the HTTP API. The stack, the handlers, the OpenAPI document and the client are made from it. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  /** File under functions/, without extension; it exports `handler`. */
  readonly handler: string;
  readonly system: "queue" | "concerts" | "reservations" | "payments" | "balance" | "admin" | "service";
  readonly summary: string;
  readonly description?: string;
  readonly caller: "anyone" | "user" | "operator";
  /** required: an admitted queue token of this user for this concert. optional: it may come along. */
  readonly queueToken?: "required" | "optional";
  readonly idempotencyKey?: "required" | "optional";
  readonly params?: ZodMiniType;
  readonly query?: ZodMiniType;
  readonly body?: ZodMiniType;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Errors of its own; those of its caller, tokens, key and input follow from the rest. */
  readonly errors: readonly ProblemCode[];
  /** Cache-Control of a good answer; `no-store` if absent. */
  readonly cacheControl?: string;
  readonly settings?: readonly SettingName[];
  readonly grants: Grants;
}

export const route = <const R extends Route>(definition: R): R => definition;

/** Every error a route can answer with, in the order of the table's status codes. */
export const errorsOf = (route: Route): readonly ProblemCode[] => {
  const codes = new Set<ProblemCode>();
  if (route.params ?? route.query ?? route.body) codes.add("VALIDATION_FAILED");
  if (route.idempotencyKey) codes.add("IDEMPOTENCY_KEY_REQUIRED");
  if (route.caller !== "anyone") codes.add("UNAUTHENTICATED");
  if (route.caller === "operator") codes.add("FORBIDDEN");
  if (route.queueToken === "required") {
    codes.add("QUEUE_TOKEN_REQUIRED").add("QUEUE_TOKEN_INVALID").add("NOT_ADMITTED");
  }
  for (const code of route.errors) codes.add(code);
  if (route.method !== "GET") codes.add("PAYLOAD_TOO_LARGE");
  if (route.body) codes.add("UNSUPPORTED_MEDIA_TYPE");
  if (route.idempotencyKey) codes.add("IDEMPOTENCY_KEY_REUSED").add("REQUEST_IN_PROGRESS");
  return [...codes.add("INTERNAL").add("UNAVAILABLE")];
};
