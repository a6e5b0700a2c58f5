import { Problem } from "#contract/problems.ts";
import { readReservation } from "#functions/reservations/reservation-store.ts";
import { reservationAnswer } from "#functions/reservations/rules/reservation.ts";
import { routes } from "#functions/routes.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { systemClock } from "#functions/shared/time.ts";

export const handler = httpHandler(routes.readReservation, async ({ params, user }) => {
  const reservation = await readReservation(params.reservationId);
  if (reservation?.userId !== user.userId) throw new Problem("RESERVATION_NOT_FOUND");
  return { status: 200, body: reservationAnswer(reservation, systemClock()) };
});
