import { writeOffUnused } from "#functions/queue/gone-store.ts";
import { takeReserve } from "#functions/queue/queue-store.ts";
import { takeOfReserve } from "#functions/queue/rules/lobby-reserve.ts";
import type { LaneName, QueueState } from "#functions/queue/rules/queue-state.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import type { Clock } from "#functions/shared/time.ts";

/** Other batches and ticks change the reserve too. */
const TRIES_MAX = 5;
const PARALLEL_WRITES = 25;

/**
 * Takes arrivals of a lane's reserve whose turn is still to come.
 * @returns as many as are wanted, or as there are
 */
export const takeReserveFor = async (
  queue: QueueState,
  lane: LaneName,
  wanted: number,
  clock: Clock,
): Promise<readonly number[]> => {
  let current = queue;
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const take = takeOfReserve(current, lane, wanted);
    if (take.arrivals.length === 0) return [];
    // Nobody can have them any more, so ticks must not count them once the reserve has gone beyond them.
    const found = current;
    await forEachLimit(take.missed, PARALLEL_WRITES, (arrival) => writeOffUnused(found, arrival, clock()));
    const { isTaken, queue: now } = await takeReserve(current, lane, take);
    if (isTaken) return take.arrivals;
    current = now;
  }
  return [];
};
