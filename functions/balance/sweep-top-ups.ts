/** The use case of finding top-ups whose check was lost. */
import { scheduleCheck } from "#functions/balance/top-up-check-messages.ts";
import {
  isPendingForLong,
  listUnsettledTopUps,
  postponeSweep,
  UNSETTLED_PARTITIONS,
  type UnsettledTopUp,
  unsettledPartition,
} from "#functions/balance/top-up-store.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { writeMetrics } from "#functions/shared/metric.ts";
import { collectFailures, type SweepOptions } from "#functions/shared/sweep.ts";
import { systemClock } from "#functions/shared/time.ts";

/** From each partition in a run. What is left is due in the next one, before what becomes due later. */
const TOP_UPS_MAX = 500;
const PARALLEL = 10;

/** So far ahead that every unsettled top-up is due. */
const YEAR_SECONDS = 365 * 24 * 3600;

/**
 * Schedules the checks again of top-ups that are still unsettled though their checks should be over. A check more than
 * needed does no harm (M3).
 * @returns the number of top-ups that are checked
 * @throws AggregateError at the end if a partition could not be read, or a top-up not followed up
 */
export const sweepTopUps = async ({ everyMessageLost }: SweepOptions): Promise<number> => {
  const failures = collectFailures();
  const now = systemClock();
  const dueBy = everyMessageLost ? now + YEAR_SECONDS : now;
  let followedUp = 0;
  let pending = 0;
  const sweepPartition = async (partition: string): Promise<void> => {
    const topUps = await listUnsettledTopUps(partition, TOP_UPS_MAX);
    pending += topUps.filter((topUp) => isPendingForLong(topUp, now)).length;
    const followUp = async (topUp: UnsettledTopUp): Promise<void> => {
      await scheduleCheck(topUp, 1);
      followedUp += 1;
      await postponeSweep(topUp, now);
    };
    const due = topUps.filter(({ sweepAt }) => sweepAt <= dueBy);
    await forEachLimit(due, PARALLEL, followUp, failures.note);
  };
  const partitions = Array.from({ length: UNSETTLED_PARTITIONS }, (_, number) => unsettledPartition(number));
  await forEachLimit(partitions, 1, sweepPartition, failures.note);

  writeMetrics({ TopUpsFollowedUp: followedUp, TopUpsPending: pending });
  failures.throwIfAny("The sweep of top-ups is not complete.");
  return followedUp;
};
