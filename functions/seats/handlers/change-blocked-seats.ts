import { blockedSeatRoutes } from "#contract/blocked-seats.ts";
import { changeBlockedSeats } from "#functions/seats/change-blocked-seats.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { isoTime, systemClock } from "#functions/shared/time.ts";

export const handler = httpHandler(blockedSeatRoutes.changeBlockedSeats, async ({ params, body, user }) => {
  const { performanceId } = params;
  const changed = await changeBlockedSeats({ performanceId, operatorId: user.userId, wanted: body }, systemClock);
  return { status: 200, body: { performanceId, ...changed, serverTime: isoTime(systemClock()) } };
});
