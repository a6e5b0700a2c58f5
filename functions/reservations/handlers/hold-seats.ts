import type * as z from "zod/mini";
import { Problem } from "#contract/problems.ts";
import type { HoldRequest } from "#contract/reservations.ts";
import { findPerformance } from "#functions/catalog/catalog-store.ts";
import { requirePassTo } from "#functions/queue/queue-token.ts";
import type { Wish } from "#functions/reservations/choose-seats.ts";
import { coolDownOfStage } from "#functions/reservations/cool-down-settings.ts";
import { holdSeats } from "#functions/reservations/hold-seats.ts";
import { reservationAnswer } from "#functions/reservations/rules/reservation.ts";
import { routes } from "#functions/routes.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { REPLAYED } from "#functions/shared/idempotency.ts";
import { setting } from "#functions/shared/settings.ts";

const holdSeconds = setting("holdSeconds");
const coolDown = coolDownOfStage();

const wishOf = ({ seatIds, accessible = false, bestAvailable }: z.infer<typeof HoldRequest>): Wish => {
  if (bestAvailable !== undefined) return { bestAvailable };
  if (seatIds !== undefined) return { seatIds, accessible };
  throw new Error("The schema lets no request pass that asks for nothing.");
};

export const handler = httpHandler(routes.holdSeats, async ({ params, body, pass, idempotencyKey }) => {
  const performance = await findPerformance(params.performanceId);
  if (performance === undefined) throw new Problem("PERFORMANCE_NOT_FOUND");
  requirePassTo(performance.concertId, pass);

  const { reservation, isRepeat } = await holdSeats({
    performance,
    wish: wishOf(body),
    pass,
    idempotencyKey,
    holdSeconds,
    coolDown,
  });
  return {
    status: 201,
    body: reservationAnswer(reservation, reservation.createdAt),
    headers: { location: `/v1/reservations/${reservation.reservationId}`, ...(isRepeat && REPLAYED) },
  };
});
