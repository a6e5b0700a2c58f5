const KINDS = {
    UNAUTHENTICATED: "signIn",
    TOO_MANY_REQUESTS: "busy",
    UNAVAILABLE: "unavailable",
    INTERNAL: "internal",
    FORBIDDEN: "forbidden",
    VALIDATION_FAILED: "invalid",
    AMOUNT_OUT_OF_RANGE: "invalid",
    REQUEST_IN_PROGRESS: "inProgress",
    NOT_FOUND: "notFound",
    CONCERT_NOT_FOUND: "notFound",
    PERFORMANCE_NOT_FOUND: "notFound",
    CHART_NOT_FOUND: "notFound",
    SECTION_NOT_FOUND: "notFound",
    RESERVATION_NOT_FOUND: "notFound",
    PAYMENT_NOT_FOUND: "notFound",
};
const SERVER_FAULT = 500;
const TRY_LATER = new Set([429, 502, 503, 504]);
/** The kind of a refusal. Codes that belong to one screen have words of their own there, and are "unknown" here. */
export const kindOfRefusal = ({ code, status }) => {
    const known = code === "UNKNOWN" ? undefined : KINDS[code];
    if (known !== undefined)
        return known;
    if (TRY_LATER.has(status))
        return "unavailable";
    return status >= SERVER_FAULT ? "internal" : "unknown";
};
