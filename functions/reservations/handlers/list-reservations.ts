import { listReservations } from "#functions/reservations/reservation-store.ts";
import { reservationAnswer } from "#functions/reservations/rules/reservation.ts";
import { routes } from "#functions/routes.ts";
import { CursorId, CursorNumber, fromCursor, toCursor } from "#functions/shared/cursor.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { systemClock } from "#functions/shared/time.ts";

export const handler = httpHandler(routes.listReservations, async ({ query, user }) => {
  const after = fromCursor(query.cursor, { reservationId: CursorId, createdAt: CursorNumber });
  const { items, next } = await listReservations(user.userId, { limit: query.limit, after });
  const now = systemClock();
  return {
    status: 200,
    body: { items: items.map((item) => reservationAnswer(item, now)), nextCursor: toCursor(next) },
  };
});
