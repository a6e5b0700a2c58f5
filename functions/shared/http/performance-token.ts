import type { Performance } from "#functions/catalog/catalog-store.ts";
import type { HttpMiddleware } from "#functions/shared/http/context.ts";
import { Problem } from "#functions/shared/problem.ts";

/** Finds a performance by its id. */
export type FindPerformance = (performanceId: string) => Promise<Performance | undefined>;

/**
 * Refuses a queue token that is not for the concert of the performance in the path, and gives the handler that
 * performance. Does nothing on a route without a way to find it.
 * @throws Problem PERFORMANCE_NOT_FOUND or QUEUE_TOKEN_INVALID
 */
export const requirePerformanceToken = (findPerformance: FindPerformance | undefined): HttpMiddleware => ({
  before: async ({ event: { context } }) => {
    if (findPerformance === undefined) return;
    const { performanceId } = context.params as { readonly performanceId: string };
    const performance = await findPerformance(performanceId);
    if (performance === undefined) throw new Problem("PERFORMANCE_NOT_FOUND");
    if (context.queueToken?.concertId !== performance.concertId) throw new Problem("QUEUE_TOKEN_INVALID");
    context.performance = performance;
  },
});
