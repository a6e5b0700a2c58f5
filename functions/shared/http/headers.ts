import type { HttpMiddleware } from "#functions/shared/http/context.ts";

type Headers = Readonly<Record<string, string | undefined>>;

/**
 * Headers by their names in lower case. Names have no case (RFC 9110, 5.1): an HTTP API hands them on in lower case,
 * other gateways as they were sent. Two spellings of one name are one header, its values joined as RFC 9110 joins them.
 */
export const byLowerCaseName = (headers: Headers): Record<string, string> => {
  const byName: Record<string, string> = {};
  for (const [spelling, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    const name = spelling.toLowerCase();
    byName[name] = byName[name] === undefined ? value : `${byName[name]}, ${value}`;
  }
  return byName;
};

/** Comes before every other reader of headers, so that each of them may use names in lower case. */
export const readHeaders = (): HttpMiddleware => ({
  before: ({ event }) => {
    event.headers = byLowerCaseName(event.headers);
  },
});

/** Sent with every response. HTTPS only for a year; nothing may be sniffed, framed, referred or run. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
};
