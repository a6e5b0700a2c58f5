import { reservationRoutes } from "#contract/reservations.ts";
import { extendHold } from "#functions/reservations/extend-hold.ts";
import { labelledReservation } from "#functions/reservations/labelled-reservation.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { setting } from "#functions/shared/settings.ts";
import { fromIsoTime, systemClock } from "#functions/shared/time.ts";

const offer = { extensionSeconds: setting("holdExtensionSeconds"), extensionsMax: setting("holdExtensionsMax") };

export const handler = httpHandler(reservationRoutes.extendHold, async ({ params, query, user }) => {
  const from = query.from === undefined ? undefined : fromIsoTime(query.from);
  const reservation = await extendHold({ reservationId: params.reservationId, userId: user.userId, from }, offer);
  return { status: 200, body: await labelledReservation(reservation, systemClock()) };
});
