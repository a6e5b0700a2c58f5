/** The use case of finding call-offs that have stopped, because a message was lost or failed for good. */
import { type CallOffStep, sendCallOffSteps } from "#functions/call-offs/call-off-messages.ts";
import { listOpenCallOffs, readCallOff, readProgress } from "#functions/call-offs/call-off-store.ts";
import type { CallOff } from "#functions/call-offs/rules/call-off.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { writeMetrics } from "#functions/shared/metric.ts";
import { collectFailures, type SweepOptions } from "#functions/shared/sweep.ts";
import { type Clock, type Seconds, systemClock } from "#functions/shared/time.ts";

/** A step waits at most half a minute for the next one. A section in which nothing was done for this long has stopped. */
const STOPPED_SECONDS = 120;

/**
 * Sends the messages again of the sections that have stopped. Doing so more often than needed does no harm (M6).
 * @returns the number of call-offs that are followed up
 * @throws AggregateError at the end if one of them could not be followed up
 */
export const sweepCallOffs = async (
  { everyMessageLost }: SweepOptions,
  clock: Clock = systemClock,
  sendAll = sendCallOffSteps,
): Promise<number> => {
  const failures = collectFailures();
  const stoppedBy = everyMessageLost ? Number.POSITIVE_INFINITY : clock() - STOPPED_SECONDS;
  let followedUp = 0;
  const followUp = async (performanceId: string): Promise<void> => {
    const callOff = await readCallOff(performanceId);
    const steps = callOff === undefined ? [] : await stepsFor(callOff, stoppedBy);
    if (steps.length === 0) return;
    followedUp += 1;
    const notSent = await sendAll(steps);
    if (notSent.length > 0) throw new Error(`${notSent.length} steps of ${performanceId} could not be sent.`);
  };
  await forEachLimit(await listOpenCallOffs(), 1, followUp, failures.note);

  writeMetrics({ CallOffsFollowedUp: followedUp });
  failures.throwIfAny("The sweep of call-offs is not complete.");
  return followedUp;
};

/** The messages for what has stopped: the first one if it was not carried out to its end, and one for each section. */
const stepsFor = async (callOff: CallOff, stoppedBy: Seconds): Promise<readonly CallOffStep[]> => {
  const { performanceId, sectionIds, at, announcedAt } = callOff;
  if (at > stoppedBy) return [];
  const progress = await readProgress(callOff);
  const left = sectionIds.filter((sectionId) => progress.get(sectionId)?.doneAt === undefined);
  if (left.length === 0 || announcedAt === undefined) return [{ performanceId }];
  const stopped = left.filter((sectionId) => (progress.get(sectionId)?.workedAt ?? 0) <= stoppedBy);
  return stopped.map((sectionId) => ({ performanceId, sectionId }));
};
