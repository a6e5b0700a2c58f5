import { reservationRoutes } from "#contract/reservations.ts";
import { extendHold } from "#functions/reservations/extend-hold.ts";
import { labelledReservation } from "#functions/reservations/labelled-reservation.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { setting } from "#functions/shared/settings.ts";
import { systemClock } from "#functions/shared/time.ts";

const extensionSeconds = setting("holdExtensionSeconds");

export const handler = httpHandler(reservationRoutes.extendHold, async ({ params, user }) => {
  const reservation = await extendHold(params.reservationId, user.userId, extensionSeconds);
  return { status: 200, body: await labelledReservation(reservation, systemClock()) };
});
