import type { Route } from "#contract/route.ts";
import type { Performance } from "#functions/catalog/rules/performance.ts";
import type { HttpMiddleware } from "#functions/shared/http/context.ts";
import { Problem } from "#functions/shared/problem.ts";

/** Finds a performance by its id. */
export type FindPerformance = (performanceId: string) => Promise<Performance | undefined>;

/**
 * Refuses a queue token that is not for the concert of the performance in the path, and gives the handler that
 * performance. Does nothing on a route that takes no such token.
 * @throws Error at cold start if the route takes one and there is no way to find the performance
 * @throws Problem PERFORMANCE_NOT_FOUND or QUEUE_TOKEN_INVALID
 */
export const requirePerformanceToken = (
  { path, queueToken }: Route,
  findPerformance: FindPerformance | undefined,
): HttpMiddleware => {
  if (queueToken !== "ofPerformance") return { before: () => undefined };
  if (findPerformance === undefined) throw new Error(`The handler of ${path} needs findPerformance.`);
  return {
    before: async ({ event: { context } }) => {
      const { performanceId } = context.params as { readonly performanceId: string };
      const performance = await findPerformance(performanceId);
      if (performance === undefined) throw new Problem("PERFORMANCE_NOT_FOUND");
      if (context.queueToken?.concertId !== performance.concertId) throw new Problem("QUEUE_TOKEN_INVALID");
      context.performance = performance;
    },
  };
};
