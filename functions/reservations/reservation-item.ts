/**
 * A reservation as it looks in its table and in the table's stream. It is apart from the store because the function
 * that reads the stream may not use the table and does not know its name.
 */
import * as z from "zod/mini";
import type { ReservationStatus } from "#contract/reservations.ts";
import type { Reservation, Warning } from "#functions/reservations/rules/reservation.ts";
import type { SeatRate } from "#functions/reservations/rules/seat-rates.ts";
import type { Item } from "#functions/shared/dynamodb.ts";
import { objectOf, stored } from "#functions/shared/stored.ts";

export const RESERVATION_SORT_KEY = "RESERVATION";

/** All that the contract has, by the types. The schema itself would bring every route of the contract with it. */
const STATUSES = {
  HELD: "HELD",
  PAID: "PAID",
  EXPIRED: "EXPIRED",
  RELEASED: "RELEASED",
  CANCELLED: "CANCELLED",
} as const satisfies { readonly [Status in ReservationStatus]: Status };

const storedWarning = objectOf<Warning>({
  code: z.literal("ORPHAN_SEATS"),
  seatIds: z.array(z.string()),
  instead: z.array(z.string()),
});

export const toReservation: (item: Item) => Reservation = stored(
  "reservation",
  objectOf<Reservation>({
    reservationId: z.string(),
    userId: z.string(),
    concertId: z.string(),
    performanceId: z.string(),
    chartId: z.string(),
    status: z.enum(STATUSES),
    seatIds: z.array(z.string()),
    heldSeatIds: z.optional(z.array(z.string())),
    returnedSeatIds: z._default(z.array(z.string()), []),
    rates: z.array(
      objectOf<SeatRate>({
        category: z.string(),
        priceType: z.string(),
        price: z.int(),
        bookingFee: z.int(),
        discount: z.int(),
      }),
    ),
    rateOf: z.record(z.string(), z.int()),
    amount: z.int(),
    generation: z.int(),
    createdAt: z.int(),
    expiresAt: z.int(),
    extension: z.optional(z.object({ at: z.int(), from: z.int() })),
    warnings: z._default(z.array(storedWarning), []),
    paymentId: z.optional(z.string()),
  }),
);
