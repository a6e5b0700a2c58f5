import { queueRoutes } from "#contract/queue.ts";
import { watchQueue } from "#functions/queue/queue-store.ts";
import { isDrawn, lobbySizeOf, statusOf } from "#functions/queue/rules/queue-state.ts";
import { watchSeconds } from "#functions/queue/rules/waiting-time.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { Problem } from "#functions/shared/problem.ts";
import { isoTime, systemClock } from "#functions/shared/time.ts";

export const handler = httpHandler(queueRoutes.readQueue, async ({ params }) => {
  const now = systemClock();
  const queue = await watchQueue(params.concertId);
  if (queue === undefined) throw new Problem("CONCERT_NOT_FOUND");
  const { lanes, stats, settings } = queue;
  return {
    status: 200,
    body: {
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
        seed: isDrawn(queue) ? queue.seed : null,
        lobbySize: lobbySizeOf(queue, "GENERAL") ?? null,
        presaleLobbySize: (settings.presale && lobbySizeOf(queue, "PRESALE")) ?? null,
      },
      serverTime: isoTime(now),
    },
  };
});
