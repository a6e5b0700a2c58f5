import { findPerformance } from "#functions/concerts/catalog-store.ts";
import { requirePassTo } from "#functions/queue/queue-token.ts";
import { reservationAnswer } from "#functions/reservations/reservation.ts";
import { holdSeats } from "#functions/reservations/seat-hold.ts";
import { routes } from "#functions/routes.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { Problem } from "#functions/shared/problems.ts";
import { REPLAYED } from "#functions/shared/remembered.ts";
import { setting } from "#functions/shared/settings.ts";

const holdSeconds = setting("holdSeconds");

export const handler = httpHandler(routes.holdSeats, async ({ params, body, pass, idempotencyKey }) => {
  const performance = await findPerformance(params.performanceId);
  if (performance === undefined) throw new Problem("PERFORMANCE_NOT_FOUND");
  requirePassTo(performance.concertId, pass);

  const { reservation, isRepeat } = await holdSeats({
    performance,
    seatIds: body.seatIds,
    pass,
    idempotencyKey,
    holdSeconds,
  });
  // A repeat gets the answer as it was, whatever has become of the reservation since.
  const asMade = { ...reservation, status: "HELD" as const, paymentId: undefined };
  return {
    status: 201,
    body: reservationAnswer(asMade, reservation.createdAt),
    headers: { location: `/v1/reservations/${reservation.reservationId}`, ...(isRepeat && REPLAYED) },
  };
});
