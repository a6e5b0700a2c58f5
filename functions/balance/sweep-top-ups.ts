/** The use case of finding top-ups whose check was lost together with its SQS queue. */
import { scheduleCheck } from "#functions/balance/top-up-check-messages.ts";
import { scanUnsettledTopUps } from "#functions/balance/unsettled-top-ups-store.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";

const TOP_UPS_MAX = 10_000;
const PARALLEL = 10;

/**
 * Schedules the checks of every top-up that is neither settled nor given up. A check more than needed does no harm (M3).
 * @returns the number of top-ups that are checked
 */
export const sweepTopUps = async (): Promise<number> => {
  const items = await scanUnsettledTopUps(TOP_UPS_MAX);
  const failed = await forEachLimit(items, PARALLEL, (topUp) => scheduleCheck(topUp, 1));
  return items.length - failed.length;
};
