import { statusOf } from "#functions/queue/line.ts";
import { watchLine } from "#functions/queue/line-store.ts";
import { watchSeconds } from "#functions/queue/waiting-time.ts";
import { routes } from "#functions/routes.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { Problem } from "#functions/shared/problems.ts";
import { isoTime, systemClock } from "#functions/shared/time.ts";

export const handler = httpHandler(routes.readQueue, async ({ params }) => {
  const now = systemClock();
  const line = await watchLine(params.concertId);
  if (line === undefined) throw new Problem("CONCERT_NOT_FOUND");
  const isDrawn = line.lobbySize !== undefined;
  return {
    status: 200,
    body: {
      concertId: line.concertId,
      status: statusOf(line, now),
      opensAt: isoTime(line.settings.opensAt),
      closesAt: isoTime(line.settings.closesAt),
      issued: line.issued,
      served: line.served,
      admittedPerMinute: line.admittedPerMinute,
      nextPollSeconds: watchSeconds(line, now),
      draw: {
        commitment: line.commitment,
        seed: isDrawn ? line.seed : null,
        lobbySize: line.lobbySize ?? null,
      },
      serverTime: isoTime(now),
    },
  };
});
