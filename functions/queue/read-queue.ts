import type * as z from "zod/mini";
import type { QueueSchema } from "#contract/queue.ts";
import { watchQueue } from "#functions/queue/queue-store.ts";
import { isDrawn, lobbySizeOf, type QueueState, statusOf } from "#functions/queue/rules/queue-state.ts";
import { watchSeconds } from "#functions/queue/rules/waiting-time.ts";
import { Problem } from "#functions/shared/problem.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";

/**
 * What everybody sees of a queue. The seed of the draw is in it only once the lobby is drawn (Q7).
 * @throws Problem CONCERT_NOT_FOUND
 */
export const readPublicQueue = async (concertId: string, now: Seconds): Promise<z.infer<typeof QueueSchema>> => {
  const queue = await watchQueue(concertId);
  if (queue === undefined) throw new Problem("CONCERT_NOT_FOUND");
  return queueResponse(queue, now);
};

const queueResponse = (queue: QueueState, now: Seconds): z.infer<typeof QueueSchema> => {
  const { lanes, stats, settings } = queue;
  return {
    concertId: queue.concertId,
    status: statusOf(queue, now),
    opensAt: isoTime(settings.opensAt),
    closesAt: isoTime(settings.closesAt),
    issued: lanes.GENERAL.issued,
    served: lanes.GENERAL.served,
    presale: settings.presale && {
      sharePercent: settings.presale.sharePercent,
      issued: lanes.PRESALE.issued,
      served: lanes.PRESALE.served,
    },
    admittedPerMinute: stats.admittedPerMinute,
    seatsLeft: stats.at === 0 ? null : stats.seatsLeft,
    nextPollSeconds: watchSeconds(queue, now),
    draw: {
      commitment: queue.commitment,
      seed: (isDrawn(queue) ? queue.seed : undefined) ?? null,
      lobbySize: lobbySizeOf(queue, "GENERAL") ?? null,
      presaleLobbySize: (settings.presale && lobbySizeOf(queue, "PRESALE")) ?? null,
    },
    serverTime: isoTime(now),
  };
};
