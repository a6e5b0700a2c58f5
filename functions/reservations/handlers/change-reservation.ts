import { reservationRoutes } from "#contract/reservations.ts";
import { changeReservation } from "#functions/reservations/change-reservation.ts";
import { extensionOffer } from "#functions/reservations/extension-offer.ts";
import { labelledReservation } from "#functions/reservations/labelled-reservation.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { systemClock } from "#functions/shared/time.ts";

const offer = extensionOffer();

export const handler = httpHandler(reservationRoutes.changeReservation, async ({ params, body, user }) => {
  const reservation = await changeReservation({
    reservationId: params.reservationId,
    userId: user.userId,
    priceTypes: body.priceTypes ?? {},
    promotionCode: body.promotionCode,
  });
  return { status: 200, body: await labelledReservation(reservation, offer, systemClock()) };
});
