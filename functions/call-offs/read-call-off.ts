import { readCallOff, readProgress } from "#functions/call-offs/call-off-store.ts";
import { callOffResponse } from "#functions/call-offs/rules/call-off.ts";
import { findPerformanceDate } from "#functions/catalog/catalog-store.ts";
import { Problem } from "#functions/shared/problem.ts";
import type { Seconds } from "#functions/shared/time.ts";

/**
 * How far calling a performance off has got, as of this moment.
 * @throws Problem PERFORMANCE_NOT_FOUND or NOT_CALLED_OFF
 */
export const readCallOffProgress = async (performanceId: string, now: Seconds) => {
  const callOff = await readCallOff(performanceId);
  if (callOff !== undefined) {
    return callOffResponse(callOff, [...(await readProgress(callOff)).values()], now);
  }
  throw new Problem(
    (await findPerformanceDate(performanceId)) === undefined ? "PERFORMANCE_NOT_FOUND" : "NOT_CALLED_OFF",
  );
};
