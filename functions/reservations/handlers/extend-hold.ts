import { reservationRoutes } from "#contract/reservations.ts";
import { extendHold } from "#functions/reservations/extend-hold.ts";
import { extensionOffer } from "#functions/reservations/extension-offer.ts";
import { labelledReservation } from "#functions/reservations/labelled-reservation.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { fromIsoTime, systemClock } from "#functions/shared/time.ts";

const offer = extensionOffer();

export const handler = httpHandler(reservationRoutes.extendHold, async ({ params, query, user }) => {
  const from = query.from === undefined ? undefined : fromIsoTime(query.from);
  const reservation = await extendHold({ reservationId: params.reservationId, userId: user.userId, from }, offer);
  return { status: 200, body: await labelledReservation(reservation, offer, systemClock()) };
});
