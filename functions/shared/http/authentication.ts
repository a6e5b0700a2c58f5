import type { Route } from "#contract/route.ts";
import type { QueueTokenChecks, ReadPublishedKeys } from "#functions/queue/queue-token.ts";
import type { HttpMiddleware } from "#functions/shared/http/context.ts";
import { Problem } from "#functions/shared/problem.ts";
import { setting } from "#functions/shared/settings.ts";
import { systemClock } from "#functions/shared/time.ts";
import type { User } from "#functions/shared/user-token.ts";

/**
 * Verifies the caller's access token and queue token, as far as the route asks for them. The verifiers are loaded only
 * where a route needs them, since each reads its own environment at cold start.
 * @throws Error at cold start if the route takes a queue token and there is no way to read the keys for it
 */
export const authenticate = (route: Route, readPublishedKeys: ReadPublishedKeys | undefined): HttpMiddleware => {
  if (route.caller === "anyone") return { before: () => undefined };
  const userTokens = import("#functions/shared/user-token.ts");
  const requireOperator = route.caller === "operator" ? operatorCheck(setting("operatorTokenSeconds")) : undefined;
  const queueTokens = route.queueToken && loadQueueTokenChecks(route, readPublishedKeys);
  // A failed import is reported by the first request, which awaits it. Until then it must not end the process.
  userTokens.catch(() => undefined);
  queueTokens?.catch(() => undefined);

  return {
    before: async ({ event }) => {
      const user = await (await userTokens).authenticateUser(event.headers["authorization"]);
      event.context.user = user;
      requireOperator?.(user);
      if (queueTokens === undefined) return;

      const token = event.headers["queue-token"];
      const concertId = event.pathParameters?.["concertId"];
      const { requireAdmitted, verifyIfSent } = await queueTokens;
      event.context.queueToken =
        route.queueToken === "optional"
          ? await verifyIfSent(token, user.userId, concertId)
          : await requireAdmitted(token, user.userId, concertId);
    },
  };
};

/**
 * An operator who is removed keeps the groups of a token that was issued before: it counts for a few minutes only.
 * @returns a function that throws Problem FORBIDDEN for others, and UNAUTHENTICATED for an operator with an older token
 */
const operatorCheck =
  (tokenSecondsMax: number) =>
  ({ isOperator, issuedAt }: Pick<User, "isOperator" | "issuedAt">): void => {
    if (!isOperator) throw new Problem("FORBIDDEN");
    if (systemClock() - issuedAt > tokenSecondsMax) throw new Problem("UNAUTHENTICATED");
  };

const loadQueueTokenChecks = (
  { path }: Route,
  readPublishedKeys: ReadPublishedKeys | undefined,
): Promise<QueueTokenChecks> => {
  if (readPublishedKeys === undefined) throw new Error(`The handler of ${path} needs readPublishedKeys.`);
  return import("#functions/queue/queue-token.ts").then(({ newQueueTokenChecks, newServiceKeySet }) =>
    newQueueTokenChecks(newServiceKeySet(readPublishedKeys)),
  );
};
