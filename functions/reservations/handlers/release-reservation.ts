import { reservationRoutes } from "#contract/reservations.ts";
import { releaseReservation } from "#functions/reservations/release-reservation.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";

export const handler = httpHandler(reservationRoutes.releaseReservation, async ({ params, user }) => {
  await releaseReservation(params.reservationId, user.userId);
  return { status: 204 };
});
