import type * as z from "zod/mini";
import type { NewPerformanceSchema } from "#contract/performances.ts";
import { newPerformance, readConcert, readCreatedPerformance } from "#functions/catalog/catalog-store.ts";
import { newPerformanceOf } from "#functions/catalog/rules/new-performance.ts";
import type { Performance } from "#functions/catalog/rules/performance.ts";
import { createOnce } from "#functions/shared/create-once.ts";
import { fingerprint, newId } from "#functions/shared/ids.ts";
import { Problem } from "#functions/shared/problem.ts";
import type { Seconds } from "#functions/shared/time.ts";

/**
 * Creates a performance with its seats.
 * @returns the performance, and the headers that mark a replay
 * @throws Problem CONCERT_NOT_FOUND, VALIDATION_FAILED, or as createOnce does
 */
export const createPerformance = async (
  request: {
    readonly concertId: string;
    readonly userId: string;
    readonly idempotencyKey: string | undefined;
    readonly wanted: z.infer<typeof NewPerformanceSchema>;
  },
  now: Seconds,
) => {
  const { concertId, userId, idempotencyKey, wanted } = request;
  const concert = await readConcert(concertId);
  if (concert === undefined) throw new Problem("CONCERT_NOT_FOUND");

  const performanceId = newId("per", idempotencyKey, userId, concertId);
  const performance = newPerformanceOf(wanted, { concert, performanceId, now });
  const creation = { created: performance, request: fingerprint(wanted) };
  return createOnce<Performance>(creation, newPerformance(performance, creation.request), async () => {
    const earlier = await readCreatedPerformance(concertId, performanceId);
    // The same request names the same sections; times that it left out are as they were when it first came.
    return earlier && { ...earlier, created: { ...earlier.created, sections: performance.sections } };
  });
};
