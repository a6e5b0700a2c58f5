import type * as z from "zod/mini";
import type { HoldSchema } from "#contract/reservations.ts";
import { reservationRoutes } from "#contract/reservations.ts";
import { findPerformance } from "#functions/catalog/catalog-store.ts";
import type { Wish } from "#functions/reservations/choose-seats.ts";
import { coolDownOfStage } from "#functions/reservations/cool-down-settings.ts";
import { holdSeats } from "#functions/reservations/hold-seats.ts";
import { reservationResponse } from "#functions/reservations/rules/reservation.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { REPLAYED } from "#functions/shared/idempotency.ts";
import { setting } from "#functions/shared/settings.ts";

const holdSeconds = setting("holdSeconds");
const coolDown = coolDownOfStage();

const wishOf = ({ seatIds, accessible = false, bestAvailable }: z.infer<typeof HoldSchema>): Wish => {
  if (bestAvailable !== undefined) return { bestAvailable };
  if (seatIds !== undefined) return { seatIds, accessible };
  throw new Error("The schema lets no request pass that asks for nothing.");
};

export const handler = httpHandler(
  reservationRoutes.holdSeats,
  async ({ body, performance, queueToken, idempotencyKey }) => {
    const { reservation, isRepeat } = await holdSeats({
      performance,
      wish: wishOf(body),
      queueToken,
      idempotencyKey,
      holdSeconds,
      coolDown,
    });
    return {
      status: 201,
      body: reservationResponse(reservation, reservation.createdAt),
      headers: { ...(isRepeat && REPLAYED) },
    };
  },
  { findPerformance },
);
