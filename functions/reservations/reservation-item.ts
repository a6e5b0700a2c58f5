/**
 * A reservation as it looks in its table and in the table's stream. It is apart from the store because the function
 * that reads the stream may not use the table and does not know its name.
 */
import * as z from "zod/mini";
import type { ReservationStatus } from "#contract/reservations.ts";
import type { RefundSums, ResolvedRefundRule } from "#functions/payments/rules/refund-rule.ts";
import type { Extension, OrganiserAct, Reservation, Warning } from "#functions/reservations/rules/reservation.ts";
import type { SeatRate } from "#functions/reservations/rules/seat-rates.ts";
import type { Item } from "#functions/shared/dynamodb.ts";
import { objectOf, stored } from "#functions/shared/stored.ts";

export const RESERVATION_SORT_KEY = "RESERVATION";

/** The attribute with the id of the request that changed the item last. It is for the stream, and no part of a reservation. */
export const CAUSED_BY = "causedBy";

/** All that the contract has, by the types. The schema itself would bring every route of the contract with it. */
const STATUSES = {
  HELD: "HELD",
  PAID: "PAID",
  EXPIRED: "EXPIRED",
  RELEASED: "RELEASED",
  CANCELLED: "CANCELLED",
} as const satisfies { readonly [Status in ReservationStatus]: Status };

/** Without names, so that an item with ten seats and twelve steps stays small. */
const storedStep = z.tuple([z.int(), z.int(), z.boolean()]);
const storedFullRefund = z.tuple([z.int(), z.int(), z.int()]);

const storedRefundRule = z.pipe(
  z.object({ steps: z.array(storedStep), full: z.optional(storedFullRefund) }),
  z.transform(({ steps, full }): ResolvedRefundRule => {
    const rule = {
      steps: steps.map(([until, feePercent, bookingFeeBack]) => ({ until, feePercent, bookingFeeBack })),
    };
    if (full === undefined) return rule;
    const [withinSeconds, ifBoughtBefore, latest] = full;
    return { ...rule, fullRefund: { withinSeconds, ifBoughtBefore, latest } };
  }),
) as unknown as z.ZodMiniType<ResolvedRefundRule>;

/** Without names, so that an item with ten seats at several rates stays under a kilobyte. */
const storedRate = z.pipe(
  z.tuple([z.string(), z.string(), z.int(), z.int(), z.int()]),
  z.transform(
    ([category, priceType, price, bookingFee, discount]): SeatRate => ({
      category,
      priceType,
      price,
      bookingFee,
      discount,
    }),
  ),
) as unknown as z.ZodMiniType<SeatRate>;

/** Rates in the form in which they are stored. */
export const fromRates = (rates: readonly SeatRate[]) =>
  rates.map(({ category, priceType, price, bookingFee, discount }) => [
    category,
    priceType,
    price,
    bookingFee,
    discount,
  ]);

/** A reservation in the form in which it is stored. */
export const fromReservation = ({ rates, refundRule: { steps, fullRefund }, ...reservation }: Reservation): Item => ({
  ...reservation,
  rates: fromRates(rates),
  refundRule: {
    steps: steps.map(({ until, feePercent, bookingFeeBack }) => [until, feePercent, bookingFeeBack]),
    ...(fullRefund && { full: [fullRefund.withinSeconds, fullRefund.ifBoughtBefore, fullRefund.latest] }),
  },
});

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
    rates: z.array(storedRate),
    rateOf: z.record(z.string(), z.int()),
    amount: z.int(),
    promotionCode: z.optional(z.string()),
    heldRateOf: z.optional(z.array(z.int())),
    generation: z.int(),
    createdAt: z.int(),
    expiresAt: z.int(),
    extension: z.optional(objectOf<Extension>({ at: z.int(), from: z.int(), count: z.optional(z.int()) })),
    refundRule: storedRefundRule,
    fullRefundUntil: z.optional(z.int()),
    lastRefund: z.optional(objectOf<RefundSums>({ amount: z.int(), bookingFees: z.int(), cancellationFees: z.int() })),
    warnings: z._default(z.array(storedWarning), []),
    paymentId: z.optional(z.string()),
    organiserAct: z.optional(z.enum(["CALLED_OFF", "REFUNDED"] satisfies readonly OrganiserAct[])),
  }),
);
