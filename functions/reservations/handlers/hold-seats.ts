import type * as z from "zod/mini";
import { type HoldSchema, reservationRoutes } from "#contract/reservations.ts";
import { findPerformance } from "#functions/catalog/catalog-store.ts";
import type { Wish } from "#functions/reservations/choose-seats.ts";
import { extensionOffer } from "#functions/reservations/extension-offer.ts";
import { holdSeats } from "#functions/reservations/hold-seats.ts";
import { labelledReservation } from "#functions/reservations/labelled-reservation.ts";
import { COOL_DOWN_SETTINGS } from "#functions/reservations/rules/cool-down.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { REPLAYED } from "#functions/shared/idempotency.ts";
import { setting, settings } from "#functions/shared/settings.ts";
import { readPublishedKeys } from "#functions/signing/key-set-store.ts";

const holdSeconds = setting("holdSeconds");
const holdsPerPassMax = setting("holdsPerPassMax");
const offer = extensionOffer();
const coolDown = settings(COOL_DOWN_SETTINGS);

const wishOf = ({ seatIds, accessible = false, bestAvailable }: z.infer<typeof HoldSchema>): Wish => {
  if (bestAvailable !== undefined) return { bestAvailable };
  if (seatIds !== undefined) return { seatIds, accessible };
  throw new Error("The schema should have refused a request without a wish.");
};

export const handler = httpHandler(
  reservationRoutes.holdSeats,
  async ({ body, performance, queueToken, idempotencyKey }) => {
    const { reservation, isRepeat } = await holdSeats({
      performance,
      wish: wishOf(body),
      priceTypes: body.priceTypes,
      queueToken,
      idempotencyKey,
      holdSeconds,
      holdsPerPassMax,
      coolDown,
    });
    return {
      status: 201,
      body: await labelledReservation(reservation, offer, reservation.createdAt),
      headers: { ...(isRepeat && REPLAYED) },
    };
  },
  { readPublishedKeys, findPerformance },
);
