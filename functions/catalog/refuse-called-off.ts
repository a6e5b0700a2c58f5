import { findPerformanceDate, readDate } from "#functions/catalog/catalog-store.ts";
import { calledOff } from "#functions/catalog/rules/sale-phase.ts";

/**
 * Refuses what a performance that was called off does not allow: as of a few seconds ago, or with `consistent` as of now.
 * @throws Problem PERFORMANCE_CALLED_OFF
 */
export const refuseCalledOff = async (performanceId: string, { consistent = false } = {}): Promise<void> => {
  const date = await (consistent ? readDate : findPerformanceDate)(performanceId);
  const refusal = calledOff(date ?? {});
  if (refusal) throw refusal;
};
