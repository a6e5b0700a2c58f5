import { BODY_KILOBYTES_MAX, type Route } from "#contract/route.ts";
import type { HttpEvent, HttpMiddleware } from "#functions/shared/http/context.ts";
import { messageOf } from "#functions/shared/http/validation-messages.ts";
import { Problem } from "#functions/shared/problem.ts";

const ERRORS_MAX = 20;

interface FieldError {
  readonly field: string;
  readonly message: string;
}

const textOf = (event: HttpEvent, { bodyKilobytesMax = BODY_KILOBYTES_MAX }: Route): string => {
  const raw = event.body ?? "";
  const bytes = event.isBase64Encoded ? Buffer.byteLength(raw, "base64") : Buffer.byteLength(raw);
  if (bytes > bodyKilobytesMax * 1024) throw new Problem("PAYLOAD_TOO_LARGE");
  return event.isBase64Encoded ? Buffer.from(raw, "base64").toString() : raw;
};

/** `application/json`, or a type built on it, with any parameters. */
const isJson = (contentType: string): boolean => /^application\/([a-z0-9.-]+\+)?json\s*(;|$)/i.test(contentType.trim());

/** A body that is coded, such as gzip, can't be read here. `identity` says that it is not (RFC 9110, 12.5.3). */
const isCoded = (contentEncoding: string): boolean => !/^(?:identity)?$/i.test(contentEncoding.trim());

const jsonOf = (event: HttpEvent, route: Route): unknown => {
  if (isCoded(event.headers["content-encoding"] ?? "")) {
    throw new Problem("UNSUPPORTED_MEDIA_TYPE", {}, { headers: { "accept-encoding": "identity" } });
  }
  const text = textOf(event, route);
  if (!isJson(event.headers["content-type"] ?? "")) throw new Problem("UNSUPPORTED_MEDIA_TYPE");
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem("VALIDATION_FAILED", { errors: [{ field: "body", message: "This is not JSON." }] });
  }
};

/**
 * Validates path, query and body against the schemas of the route.
 * @throws Problem VALIDATION_FAILED with the wrong fields, PAYLOAD_TOO_LARGE or UNSUPPORTED_MEDIA_TYPE
 */
export const validateInput = (route: Route): HttpMiddleware => ({
  before: ({ event }) => {
    const errors: FieldError[] = [];
    const checked = (place: "path" | "query" | "body", value: unknown): unknown => {
      const schema = { path: route.params, query: route.query, body: route.body }[place];
      const result = schema?.safeParse(value, { error: messageOf });
      for (const issue of result?.error?.issues ?? []) {
        errors.push({ field: [place, ...issue.path].join("."), message: issue.message });
      }
      return result?.data;
    };

    event.context.params = checked("path", event.pathParameters ?? {});
    event.context.query = checked("query", event.queryStringParameters ?? {});
    if (route.body) event.context.body = checked("body", jsonOf(event, route));
    else if (route.method !== "GET") textOf(event, route);
    if (errors.length > 0) throw new Problem("VALIDATION_FAILED", { errors: errors.slice(0, ERRORS_MAX) });
  },
});
