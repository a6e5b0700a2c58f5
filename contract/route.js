/** The largest body of a route that does not say otherwise. */
export const BODY_KILOBYTES_MAX = 64;
/** The Cache-Control header of a successful response (RFC 9111, 5.2.2). Problems are never cached. */
export const cacheControlOf = ({ cache }) => cache === undefined ? "no-store" : `public, max-age=${cache.browserSeconds}, s-maxage=${cache.edgeSeconds}`;
/** The route itself, with the exact type of its definition. */
export const route = (definition) => definition;
/** Every error that a route can respond with: those that follow from its definition, and its own. */
export const errorsOf = (route) => {
    const codes = new Set();
    if (route.params ?? route.query ?? route.body)
        codes.add("VALIDATION_FAILED");
    if (route.idempotencyKey)
        codes.add("IDEMPOTENCY_KEY_REQUIRED");
    if (route.caller !== "anyone")
        codes.add("UNAUTHENTICATED");
    if (route.caller === "operator")
        codes.add("FORBIDDEN");
    if (route.queueToken !== undefined && route.queueToken !== "optional") {
        codes.add("QUEUE_TOKEN_REQUIRED").add("QUEUE_TOKEN_INVALID").add("NOT_ADMITTED");
    }
    for (const code of route.errors)
        codes.add(code);
    if (route.method !== "GET")
        codes.add("PAYLOAD_TOO_LARGE");
    if (route.body)
        codes.add("UNSUPPORTED_MEDIA_TYPE");
    if (route.idempotencyKey)
        codes.add("IDEMPOTENCY_KEY_REUSED").add("REQUEST_IN_PROGRESS");
    return [...codes.add("INTERNAL").add("UNAVAILABLE")];
};
