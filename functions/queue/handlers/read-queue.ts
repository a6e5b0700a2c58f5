import { Problem } from "#contract/problems.ts";
import { watchLine } from "#functions/queue/queue-store.ts";
import { isDrawn, lobbySizeOf, statusOf } from "#functions/queue/rules/queue-state.ts";
import { watchSeconds } from "#functions/queue/rules/waiting-time.ts";
import { routes } from "#functions/routes.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { isoTime, systemClock } from "#functions/shared/time.ts";

export const handler = httpHandler(routes.readQueue, async ({ params }) => {
  const now = systemClock();
  const line = await watchLine(params.concertId);
  if (line === undefined) throw new Problem("CONCERT_NOT_FOUND");
  const { lanes, figures, settings } = line;
  return {
    status: 200,
    body: {
      concertId: line.concertId,
      status: statusOf(line, now),
      opensAt: isoTime(settings.opensAt),
      closesAt: isoTime(settings.closesAt),
      issued: lanes.GENERAL.issued,
      served: lanes.GENERAL.served,
      presale: settings.presale && {
        sharePercent: settings.presale.sharePercent,
        issued: lanes.PRESALE.issued,
        served: lanes.PRESALE.served,
      },
      admittedPerMinute: figures.admittedPerMinute,
      seatsLeft: figures.at === 0 ? null : figures.seatsLeft,
      nextPollSeconds: watchSeconds(line, now),
      draw: {
        commitment: line.commitment,
        seed: isDrawn(line) ? line.seed : null,
        lobbySize: lobbySizeOf(line, "GENERAL") ?? null,
        presaleLobbySize: (settings.presale && lobbySizeOf(line, "PRESALE")) ?? null,
      },
      serverTime: isoTime(now),
    },
  };
});
