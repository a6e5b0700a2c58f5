/** What an operator sees of a queue. */
import type * as z from "zod/mini";
import type { QueueStatsSchema } from "#contract/queue-control.ts";
import { estimatedWait } from "#contract/waiting/outlook.ts";
import { lastPosition } from "#contract/waiting/place.ts";
import { readCountedShards } from "#functions/queue/admission-tick.ts";
import { readQueue } from "#functions/queue/queue-store.ts";
import { activeOf, noShowRate, presentIn } from "#functions/queue/rules/admission.ts";
import { meanStaySeconds } from "#functions/queue/rules/mean-stay.ts";
import { flowOf } from "#functions/queue/rules/public-queue.ts";
import {
  admittedOf,
  type LaneName,
  type QueueState,
  statusOf,
  waitingIn,
  waitingOf,
} from "#functions/queue/rules/queue-state.ts";
import { readInventory } from "#functions/seats/inventory.ts";
import { Problem } from "#functions/shared/problem.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";

export interface QueueStatsOptions {
  readonly clockSkewSeconds: number;
  readonly tickSeconds: number;
}

const laneStats = ({ lanes }: QueueState, lane: LaneName) => ({
  issued: lanes[lane].issued,
  served: lanes[lane].served,
  waiting: waitingIn(lanes[lane]),
});

/**
 * Settings and stats of a queue, as they are now.
 * @throws Problem CONCERT_NOT_FOUND
 */
export const readQueueStats = async (
  concertId: string,
  options: QueueStatsOptions,
  now: Seconds,
): Promise<z.infer<typeof QueueStatsSchema>> => {
  const queue = await readQueue(concertId);
  if (queue === undefined) throw new Problem("CONCERT_NOT_FOUND");
  return queueStatsResponse(queue, options, now);
};

/** Settings and stats of a queue that has been read. */
export const queueStatsResponse = async (
  queue: QueueState,
  { clockSkewSeconds, tickSeconds }: QueueStatsOptions,
  now: Seconds,
): Promise<z.infer<typeof QueueStatsSchema>> => {
  const [shards, inventory] = await Promise.all([readCountedShards(queue, now), readInventory(queue.concertId, now)]);
  const { settings, stats } = queue;
  const { issued, served } = laneStats(queue, "GENERAL");
  const active = activeOf(shards, now, clockSkewSeconds);
  const flow = flowOf({ ...queue, stats: { ...stats, active } }, now, tickSeconds);
  return {
    concertId: queue.concertId,
    status: statusOf(queue, now),
    settings: { ...settings, opensAt: isoTime(settings.opensAt), closesAt: isoTime(settings.closesAt) },
    issued,
    served,
    presale: settings.presale && laneStats(queue, "PRESALE"),
    waiting: waitingOf(queue),
    admitted: admittedOf(queue),
    active,
    claimed: presentIn(shards, now, clockSkewSeconds),
    noShowRate: noShowRate(shards),
    admittedPerMinute: stats.admittedPerMinute,
    meanStaySeconds: Math.round(meanStaySeconds(stats, settings)),
    estimatedWaitSeconds: estimatedWait(flow, lastPosition(flow, "GENERAL")),
    seatsLeft: inventory.free,
    accessibleUnitsLeft: inventory.accessibleUnits ?? 0,
    seatsHeld: inventory.held,
    buyers: inventory.buyers,
    serverTime: isoTime(now),
  };
};
