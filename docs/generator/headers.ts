import type { oas32 } from "zod-openapi";

/** In the form that API Gateway gives to request ids. */
export const REQUEST_ID = "Z8k2ThJ0oE0EJ1g=";

/** Every response header that a client may want to read, described once under components. */
export const HEADERS = {
  "x-request-id": {
    description: "Identifies this request in the logs of the service.",
    required: true,
    schema: { type: "string", examples: [REQUEST_ID] },
  },
  "cache-control": {
    description: "The response is for its caller alone and must not be cached.",
    required: true,
    schema: { type: "string", const: "no-store" },
  },
  location: {
    description: "Path of the created resource.",
    schema: { type: "string", examples: ["/v1/reservations/res_Zt6vXh1nR3eWq0uBcLk5Yg"] },
  },
  "retry-after": {
    description: "Seconds to wait before sending the same request again.",
    schema: { type: "integer", minimum: 0, examples: [1] },
  },
  "www-authenticate": {
    description: "Which token is required: `Bearer` for the user token, `Queue-Token` for the queue token.",
    schema: { type: "string", examples: ["Bearer"] },
  },
  "idempotency-replayed": {
    description: "`true` if this repeats the response to an earlier request with the same key.",
    schema: { type: "string", enum: ["true"] },
  },
} as const satisfies Record<string, oas32.HeaderObject>;

export type HeaderName = keyof typeof HEADERS;

/** References to the described headers. */
export const headers = (...names: readonly HeaderName[]): oas32.HeadersObject =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

/** The Cache-Control header of a route whose response is the same for everybody. */
export const cacheControlHeader = (value: string): oas32.HeaderObject => ({
  description: "How long browsers (`max-age`) and shared caches (`s-maxage`) may keep the response.",
  required: true,
  schema: { type: "string", const: value },
});
