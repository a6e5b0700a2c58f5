import { reservationRoutes } from "#contract/reservations.ts";
import { extensionOffer } from "#functions/reservations/extension-offer.ts";
import { labelledReservation } from "#functions/reservations/labelled-reservation.ts";
import { listReservations } from "#functions/reservations/reservation-store.ts";
import { CursorId, CursorNumber, fromCursor, toCursor } from "#functions/shared/cursor.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { systemClock } from "#functions/shared/time.ts";

const offer = extensionOffer();

export const handler = httpHandler(reservationRoutes.listReservations, async ({ query, user }) => {
  const after = fromCursor(query.cursor, { reservationId: CursorId, createdAt: CursorNumber });
  const { items, last } = await listReservations(user.userId, { limit: query.limit, after });
  const next = last && { reservationId: last.reservationId, createdAt: last.createdAt };
  const now = systemClock();
  const labelled = await Promise.all(items.map((item) => labelledReservation(item, offer, now)));
  return { status: 200, body: { items: labelled, nextCursor: toCursor(next) } };
});
