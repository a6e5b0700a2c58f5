import { findPerformanceDate } from "#functions/catalog/catalog-store.ts";
import { calledOff } from "#functions/catalog/rules/sale-phase.ts";

/**
 * Refuses what a performance that was called off does not allow, as of a few seconds ago.
 * @throws Problem PERFORMANCE_CALLED_OFF
 */
export const refuseCalledOff = async (performanceId: string): Promise<void> => {
  const refusal = calledOff((await findPerformanceDate(performanceId)) ?? {});
  if (refusal) throw refusal;
};
