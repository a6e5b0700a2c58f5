import { reservationRoutes } from "#contract/reservations.ts";
import { extensionOffer } from "#functions/reservations/extension-offer.ts";
import { labelledReservation } from "#functions/reservations/labelled-reservation.ts";
import { readReservation } from "#functions/reservations/reservation-store.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { Problem } from "#functions/shared/problem.ts";
import { systemClock } from "#functions/shared/time.ts";

const offer = extensionOffer();

export const handler = httpHandler(reservationRoutes.readReservation, async ({ params, user }) => {
  const reservation = await readReservation(params.reservationId);
  if (reservation?.userId !== user.userId) throw new Problem("RESERVATION_NOT_FOUND");
  return { status: 200, body: await labelledReservation(reservation, offer, systemClock()) };
});
