import type { Route } from "#contract/route.ts";
import type { HttpMiddleware } from "#functions/shared/http/context.ts";
import { Problem } from "#functions/shared/problem.ts";

const KEY_LENGTH_MAX = 255;

/**
 * Reads the Idempotency-Key of a route that takes one.
 * @throws Problem IDEMPOTENCY_KEY_REQUIRED if it is missing where required, empty or too long
 */
export const readIdempotencyKey = (route: Route): HttpMiddleware => {
  if (route.idempotencyKey === undefined) return { before: () => undefined };
  return {
    before: ({ event }) => {
      const key = event.headers["idempotency-key"];
      if (key === undefined && route.idempotencyKey === "optional") return;
      // An empty key is a key that got lost on its way into the header: to go on without one could create things twice.
      if (key === undefined || key.trim() === "" || key.length > KEY_LENGTH_MAX)
        throw new Problem("IDEMPOTENCY_KEY_REQUIRED");
      event.context.idempotencyKey = key;
    },
  };
};
