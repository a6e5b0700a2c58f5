import { Problem } from "#contract/problems.ts";
import type { Route } from "#contract/route.ts";
import type { HttpMiddleware } from "#functions/shared/http/context.ts";

/**
 * Finds out who calls and whether it is their turn, as far as the route asks for it. The verifiers are loaded
 * only where a route needs them, since each reads its own environment at cold start.
 */
export const callerKnown = (route: Route): HttpMiddleware => {
  if (route.caller === "anyone") return { before: () => undefined };
  const userTokens = import("#functions/shared/user-token.ts");
  const queueTokens = route.queueToken && import("#functions/queue/queue-token.ts");
  // Nobody awaits them before the first request; a failure is then told there.
  userTokens.catch(() => undefined);
  queueTokens?.catch(() => undefined);

  return {
    before: async ({ event }) => {
      const user = await (await userTokens).authenticate(event.headers["authorization"]);
      event.exchange.user = user;
      if (route.caller === "operator" && !user.isOperator) throw new Problem("FORBIDDEN");
      if (queueTokens === undefined) return;

      const token = event.headers["queue-token"];
      const concertId = event.pathParameters?.["concertId"];
      const { admittedPass, knownPlace } = await queueTokens;
      event.exchange.pass =
        route.queueToken === "required"
          ? await admittedPass(token, user.userId, concertId)
          : await knownPlace(token, user.userId, concertId);
    },
  };
};
