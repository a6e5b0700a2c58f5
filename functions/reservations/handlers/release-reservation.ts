import { reservationRoutes } from "#contract/reservations.ts";
import { releaseReservation } from "#functions/reservations/release-reservation.ts";
import { COOL_DOWN_SETTINGS } from "#functions/reservations/rules/cool-down.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { settings } from "#functions/shared/settings.ts";

const coolDown = settings(COOL_DOWN_SETTINGS);

export const handler = httpHandler(reservationRoutes.releaseReservation, async ({ params, user }) => {
  await releaseReservation(params.reservationId, user.userId, coolDown);
  return { status: 204 };
});
